import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '#libs/database/database';
import { readingsOf } from '#libs/service/looked-up';
import { Metrics } from '#libs/service/metrics';

/** What waits for the vendor's people, as figures for operators. */
@Injectable()
export class DealFigures implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.look({
      name: 'deals',
      gauges: [
        { name: 'deals_to_decide', help: 'Registrations that wait for a person' },
        { name: 'deal_reports_held', help: 'Reports of the CRM that contradict what is known and wait for a person' },
      ],
      read: async () => {
        const [row] = await this.database.inTransaction({ kind: 'system', name: 'leads.metrics' }, (tx) =>
          tx.query<[{ deals_to_decide: number; deal_reports_held: number }]>(
            `SELECT (SELECT count(*)::int FROM deal WHERE status = 'submitted') AS deals_to_decide,
                    (SELECT count(*)::int FROM held_report WHERE settled_at IS NULL) AS deal_reports_held`,
          ),
        );
        return readingsOf(row);
      },
    });
  }
}
