import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '#libs/database/database';
import { readingsOf } from '#libs/service/looked-up';
import { Metrics } from '#libs/service/metrics';

/** What waits for a person of the vendor's finance, as figures for operators. */
@Injectable()
export class ExceptionFigures implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.look({
      name: 'commissions',
      gauges: [
        { name: 'commission_exceptions_open', help: 'Contradictions between reports that wait for a person' },
        { name: 'invoices_waiting', help: 'Invoices that wait for their deal' },
        { name: 'refunds_waiting', help: 'Refunds that wait for their invoice' },
      ],
      read: async () => {
        const [row] = await this.database.inTransaction({ kind: 'system', name: 'commissions.metrics' }, (tx) =>
          tx.query<[{ commission_exceptions_open: number; invoices_waiting: number; refunds_waiting: number }]>(
            `SELECT (SELECT count(*)::int FROM commission_exception WHERE settled_at IS NULL) AS commission_exceptions_open,
                    (SELECT count(*)::int FROM invoice WHERE status = 'waiting') AS invoices_waiting,
                    (SELECT count(*)::int FROM refund WHERE status = 'waiting') AS refunds_waiting`,
          ),
        );
        return readingsOf(row);
      },
    });
  }
}
