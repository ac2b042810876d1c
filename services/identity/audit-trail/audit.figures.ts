import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '#libs/database/database';
import { readingsOf } from '#libs/service/looked-up';
import { Metrics } from '#libs/service/metrics';
import { Config } from '../config.ts';
import { AuditChecks } from './audit-checks.ts';

/** How the verifications of the trail came out, as figures for operators. Read from the database, since any process may have made the last one, or a person by command. */
@Injectable()
export class AuditFigures implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly metrics: Metrics,
    private readonly checks: AuditChecks,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge('audit_trail_check_interval_seconds', 'How often the audit trail is verified: AUDIT_CHECK', () => this.config.AUDIT_CHECK / 1000);
    this.metrics.look({
      name: 'audit_trail',
      gauges: [
        { name: 'audit_trail_faults', help: 'Faults of the audit trail that a verification has found and no later one has taken back; always 0' },
        { name: 'audit_trail_verified_seconds', help: 'Unix time of the last verification of the audit trail; 0 before the first' },
      ],
      read: async () => readingsOf(await this.database.inTransaction({ kind: 'system', name: 'identity.metrics' }, (tx) => this.checks.figures(tx))),
    });
  }
}
