import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Sweeper } from '#libs/database/due';
import { Metrics } from '#libs/service/metrics';
import { Config } from '../config.ts';
import { LedgerVerification } from './ledger.verification.ts';

/** Verifies the ledger now and then, so that an alert can be raised by it; whoever gets one runs `npm run ops -- verify-ledger`. */
@Injectable()
export class LedgerCheck implements OnModuleInit {
  private readonly logger = new Logger('LedgerCheck');
  private faults = 0;
  private verifiedAt = 0;

  constructor(
    private readonly sweeper: Sweeper,
    private readonly verification: LedgerVerification,
    private readonly config: Config,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.sweeper.every({ name: 'ledger.check', intervalMs: this.config.LEDGER_CHECK, run: (tx, now) => this.check(tx, now) });
    this.metrics.gauge('ledger_faults', 'What the last verification of the ledger by this process found wrong, at most 20 of each check; always 0', () => this.faults);
    this.metrics.gauge('ledger_verified_seconds', 'Unix time of the last verification of the ledger by this process; 0 before the first', () => this.verifiedAt);
  }

  /** Changes nothing, so that one round is all there is to do. */
  private async check(tx: EntityManager, now: Date): Promise<number> {
    const { faults } = await this.verification.verdict(tx);
    [this.faults, this.verifiedAt] = [faults.length, now.getTime() / 1000];
    for (const { check, subject } of faults) this.logger.error({ message: 'The ledger is not sound', check, subject });
    return 0;
  }
}
