import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '#libs/database/database';
import { Sweeper } from '#libs/database/due';
import { databaseErrorCode } from '#libs/database/failures';
import { Metrics } from '#libs/service/metrics';
import { Shutdown } from '#libs/service/shutdown';
import { Config } from '../config.ts';
import { LedgerVerification, type Verdict } from './ledger.verification.ts';

/** Verifies the ledger now and then, so that an alert can be raised by it; whoever gets one runs `npm run ops -- ledger verify`. */
@Injectable()
export class LedgerCheck implements OnModuleInit {
  private readonly logger = new Logger('LedgerCheck');
  private faults = 0;
  private verifiedAt = 0;

  constructor(
    private readonly database: Database,
    private readonly shutdown: Shutdown,
    private readonly sweeper: Sweeper,
    private readonly verification: LedgerVerification,
    private readonly config: Config,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.sweeper.every({ name: 'ledger.check', intervalMs: this.config.LEDGER_CHECK, run: (tx, now) => this.check(tx, now) });
    this.metrics.gauge('ledger_faults', 'What the last verification of the ledger by this process found wrong, at most 20 of each check; always 0', () => this.faults);
    this.metrics.gauge('ledger_verified_seconds', 'Unix time of the last verification of the ledger by this process; 0 before the first', () => this.verifiedAt);
    this.metrics.gauge('ledger_check_interval_seconds', 'How often the ledger is verified: LEDGER_CHECK', () => this.config.LEDGER_CHECK / 1000);
  }

  /** Changes nothing, so that one round is all there is to do. */
  private async check(tx: EntityManager, now: Date): Promise<number> {
    const verdict = await this.unlessStopped(tx);
    if (verdict === undefined) return 0;
    const { faults } = verdict;
    [this.faults, this.verifiedAt] = [faults.length, now.getTime() / 1000];
    for (const { check, subject } of faults) this.logger.error({ message: 'The ledger is not sound', check, subject });
    return 0;
  }

  /** A large ledger is read for minutes, which no shutdown can wait for: what is under way then is cancelled, and the next process verifies. */
  private async unlessStopped(tx: EntityManager): Promise<Verdict | undefined> {
    const { signal } = this.shutdown;
    const [{ pid }] = await tx.query<[{ pid: number }]>('SELECT pg_backend_pid() AS pid');
    if (signal.aborted) return undefined;
    let cancelled: Promise<void> | undefined;
    const cancel = () => {
      cancelled = this.cancel(pid);
    };
    signal.addEventListener('abort', cancel, { once: true });
    try {
      // In a savepoint, so that the sweep ends well although its statement did not.
      return await tx.transaction((inner) => this.verification.verdict(inner));
    } catch (error) {
      if (signal.aborted && databaseErrorCode(error) === '57014') return undefined;
      throw error;
    } finally {
      signal.removeEventListener('abort', cancel);
      // Before the connection goes back to others, whose statement this is not to hit.
      await cancelled;
    }
  }

  private async cancel(pid: number): Promise<void> {
    try {
      await this.database.inTransaction({ kind: 'system', name: 'commissions.ledger-check' }, (tx) => tx.query('SELECT pg_cancel_backend($1)', [pid]));
    } catch (error) {
      this.logger.warn(`The verification could not be cancelled: ${String(error)}`);
    }
  }
}
