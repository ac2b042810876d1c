import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Sweeper } from '#libs/database/due';
import { Shutdown } from '#libs/service/shutdown';
import { AuditChecks } from './audit-trail/audit-checks.ts';
import { AuditVerification } from './audit-trail/audit-verification.ts';
import { Config } from './config.ts';
import { SignInGuard } from './sign-in/sign-in-guard.ts';
import { KeyRing } from './signing-key/key-ring.ts';

const minute = 60_000;
/** Ended sessions, used links and forgotten addresses are kept so long, for questions that come later. */
const keptMs = 90 * 24 * 60 * minute;

/** Everything in identity that time alone brings about. */
@Injectable()
export class Housekeeping implements OnModuleInit {
  private readonly logger = new Logger('AuditTrail');

  constructor(
    private readonly sweeper: Sweeper,
    private readonly keys: KeyRing,
    private readonly guard: SignInGuard,
    private readonly checks: AuditChecks,
    private readonly verification: AuditVerification,
    private readonly shutdown: Shutdown,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.sweeper.every({ name: 'signing-keys', intervalMs: 5 * minute, run: (tx) => this.keys.maintain(tx) });
    this.sweeper.every({ name: 'sign-in.windows', intervalMs: minute / 2, run: (tx, now) => this.guard.close(tx, now) });
    this.sweeper.every({ name: 'sessions.purge', intervalMs: 60 * minute, run: (tx, now) => purge(tx, 'session', 'ends_at', now) });
    this.sweeper.every({ name: 'links.purge', intervalMs: 60 * minute, run: (tx, now) => purge(tx, 'mailed_link', 'expires_at', now) });
    this.sweeper.every({ name: 'audit.anchor', intervalMs: 60 * minute, run: (tx) => this.anchor(tx) });
    this.sweeper.every({ name: 'audit.verify', intervalMs: Math.min(minute, this.config.AUDIT_CHECK), run: (tx) => this.verifyTrail(tx) });
    this.sweeper.every({ name: 'addresses.purge', intervalMs: 60 * minute, run: (tx, now) => purge(tx, 'known_address', 'last_used_at', now) });
  }

  private async verifyTrail(tx: EntityManager): Promise<number> {
    await this.checks.verifyDue(tx, this.verification, this.config.AUDIT_CHECK, this.shutdown.signal);
    return 0;
  }

  /** The head in the log, which is kept elsewhere: `verify-audit --expect` finds out by it whether the trail was rolled back as a whole. */
  private async anchor(tx: EntityManager): Promise<number> {
    const [head] = await tx.query<[{ position: string; hash: Buffer }]>('SELECT position, hash FROM audit_head');
    this.logger.log({ message: 'Audit trail anchor', anchor: `${head.position}:${head.hash.toString('hex')}` });
    return 0;
  }
}

async function purge(tx: EntityManager, table: 'session' | 'mailed_link' | 'known_address', column: string, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptMs);
  const [gone] = await tx.query<[unknown[], number]>(`DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${column} < $1 LIMIT 1000)) RETURNING 1`, [before]);
  return gone.length;
}
