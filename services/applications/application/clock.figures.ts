import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { readingsOf } from '#libs/service/looked-up';
import { Metrics } from '#libs/service/metrics';

/** How the promise to decide within its time is kept, as figures for operators. */
@Injectable()
export class ClockFigures implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.look({
      name: 'applications',
      gauges: [{ name: 'applications_open', help: 'Applications without a decision: in time (running), over the promised time (overdue), or with a question to the applicant (paused)', labelNames: ['clock'] }],
      read: async () => {
        const [row] = await this.database.inTransaction({ kind: 'system', name: 'applications.metrics' }, (tx) =>
          tx.query<[Record<'running' | 'overdue' | 'paused', number>]>(
            `SELECT count(*) FILTER (WHERE clock_due_at >= $1)::int AS running, count(*) FILTER (WHERE clock_due_at < $1)::int AS overdue,
                    count(*) FILTER (WHERE clock_remaining_ms IS NOT NULL)::int AS paused
               FROM application WHERE status IN ('submitted', 'in_review', 'more_info')`,
            [this.clock.now()],
          ),
        );
        return readingsOf(row).map(({ name: clock, value }) => ({ name: 'applications_open', labels: { clock }, value }));
      },
    });
  }
}
