import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { auditVerificationAnswer } from '#libs/contracts/http/identity';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Ids } from '#libs/database/ids';
import { AuditCheck } from './audit-check.entity.ts';
import { faultText, type AuditVerification, type Verdict } from './audit-verification.ts';

const everyMs = 24 * 60 * 60_000;

/** When the trail was verified, by whom, and how it was found. */
@Injectable()
export class AuditChecks {
  private readonly logger = new Logger('AuditTrail');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async latest(actor: Actor): Promise<z.output<typeof auditVerificationAnswer>> {
    return this.database.inTransaction(actor, async (tx) => {
      const [{ entries }] = await tx.query<[{ entries: string }]>('SELECT coalesce(max(position), 0) AS entries FROM audit_entry');
      const last = await newest(tx);
      return { entries: Number(entries), last: last === null ? null : viewOf(last) };
    });
  }

  /** Once a day; a restart does not begin the day anew. Gives up where `signal` says so, and the next process begins again. */
  async verifyDaily(tx: EntityManager, verification: AuditVerification, signal: AbortSignal): Promise<void> {
    const last = await newest(tx, 'daily');
    const startedAt = this.clock.now();
    if (last !== null && startedAt.getTime() - last.finishedAt.getTime() < everyMs) return;
    const verdict = await verification.verdict(tx, undefined, signal);
    if (verdict === undefined) return;
    if (!verdict.intact) this.logger.error({ message: 'The audit trail is not intact', position: verdict.position.toString(), fault: faultText(verdict.fault) });
    await this.record(tx, 'daily', startedAt, verdict);
  }

  async record(tx: EntityManager, run: AuditCheck['run'], startedAt: Date, verdict: Verdict): Promise<void> {
    const broken = verdict.intact ? { brokenAt: null, fault: null } : { brokenAt: verdict.position.toString(), fault: verdict.fault };
    await tx.insert(AuditCheck, { id: this.ids.uuid(), run, startedAt, finishedAt: this.clock.now(), entries: verdict.head.position.toString(), ...broken });
  }
}

function newest(tx: EntityManager, run?: AuditCheck['run']): Promise<AuditCheck | null> {
  return tx.findOne(AuditCheck, { where: run === undefined ? {} : { run }, order: { finishedAt: 'DESC', id: 'DESC' } });
}

function viewOf({ run, startedAt, finishedAt, entries, brokenAt, fault }: AuditCheck) {
  return {
    run, startedAt: startedAt.toISOString(), finishedAt: finishedAt.toISOString(), entries: Number(entries),
    intact: brokenAt === null, brokenAt: brokenAt === null ? null : Number(brokenAt), fault,
  };
}
