import { Logger } from '@nestjs/common';
import { coldStart } from './cold-start.bench.ts';
import { dealRegistrations } from './deals.bench.ts';
import { decision } from './decision.bench.ts';
import { gatewayHop } from './gateway-hop.bench.ts';
import { journals } from './journals.bench.ts';
import { latency } from './latency.bench.ts';
import { outboxCost } from './outbox.bench.ts';
import { relay } from './relay.bench.ts';
import { keep, line, type Result } from './result.ts';
import { brokerOutage, databaseOutage } from './outages.bench.ts';
import { rollingRestart } from './rolling-restart.bench.ts';
import { slowConsumer } from './slow-consumer.bench.ts';
import { statement } from './statement.bench.ts';
import { submissions } from './submissions.bench.ts';
import { surroundings, type Surroundings } from './surroundings.ts';

const benches: Record<string, (around: Surroundings) => Promise<Result[]>> = {
  submissions,
  deals: dealRegistrations,
  decision,
  'gateway-hop': gatewayHop,
  relay,
  latency,
  outbox: outboxCost,
  journals,
  statement,
  'cold-start': coldStart,
  'rolling-restart': rollingRestart,
  'broker-outage': brokerOutage,
  'database-outage': databaseOutage,
  'slow-consumer': slowConsumer,
};

/** `npm run bench [-- name …]`: all benchmarks, or those named; each beside its raw limit from the same run. */
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}.\n`);
  process.exit(2);
}
Logger.overrideLogger(['error', 'warn']);
const around = await surroundings();
const results: Result[] = [];
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    process.stdout.write(`\n${name}\n`);
    for (const result of await bench(around)) {
      results.push(result);
      process.stdout.write(`  ${line(result)}\n`);
    }
  }
} finally {
  // What was measured is kept, also where a later one fails.
  if (results.length > 0) process.stdout.write(`\nKept in ${keep(results, new Date())}\n`);
  await around.stop();
}
