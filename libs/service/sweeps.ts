import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Sweeper } from '#libs/database/due';
import { Foundation1700000000000 } from '#libs/database/foundation.migration';
import { Idempotency } from '#libs/database/idempotency';
import type { Metrics } from './metrics.ts';
import type { ServiceDefinition } from './service.ts';

/** Starts the sweeps that the service's providers have registered by now, and the one that every service needs. */
export function startSweeps(app: NestFastifyApplication, service: ServiceDefinition, metrics: Metrics): void {
  const sweeper = app.get(Sweeper);
  const idempotency = app.get(Idempotency);
  if (service.migrations.includes(Foundation1700000000000)) {
    sweeper.every({ name: 'idempotency.purge', intervalMs: 600_000, run: (tx) => idempotency.purge(tx) });
  }
  const handled = metrics.counter('sweep_rows_total', 'Rows that a sweep handled', ['sweep']);
  const failures = metrics.counter('sweep_failures_total', 'Rounds of a sweep that failed', ['sweep']);
  sweeper.observe({
    swept: (sweep, rows) => handled.inc({ sweep }, rows),
    failed: (sweep) => failures.inc({ sweep }),
  });
  sweeper.start();
}
