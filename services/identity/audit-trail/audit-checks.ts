import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { auditVerificationAnswer } from '#libs/contracts/http/identity';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Ids } from '#libs/database/ids';
import { headText } from './audit-chain.ts';
import { AuditCheck } from './audit-check.entity.ts';
import { faultText, type Anchor, type AuditVerification, type Verdict } from './audit-verification.ts';

/** `audit_check f` found a fault that no later run has taken back: any intact one takes back what is wrong in the chain, but only the same anchor what an anchor has shown. */
const standing = `f.fault IS NOT NULL AND NOT EXISTS (
  SELECT FROM audit_check later WHERE later.fault IS NULL AND (later.finished_at, later.id) > (f.finished_at, f.id) AND (f.fault <> 'other_anchor' OR later.anchor = f.anchor))`;

/** A run of a verification: who asked for it, since when, and by which anchor. */
export interface Run {
  readonly run: AuditCheck['run'];
  readonly startedAt: Date;
  readonly anchor?: Anchor | undefined;
}

/** When the trail was verified, by whom, and how it was found. */
@Injectable()
export class AuditChecks {
  private readonly logger = new Logger('AuditTrail');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The last run; or, before it, the last that found a fault which stands. */
  async latest(actor: Actor): Promise<z.output<typeof auditVerificationAnswer>> {
    return this.database.inTransaction(actor, async (tx) => {
      const [{ entries }] = await tx.query<[{ entries: string }]>('SELECT coalesce(max(position), 0) AS entries FROM audit_entry');
      const [faulty] = await tx.query<{ id: string }[]>(`SELECT f.id FROM audit_check f WHERE ${standing} ORDER BY f.finished_at DESC, f.id DESC LIMIT 1`);
      const shown = faulty === undefined ? await newest(tx) : await tx.findOneByOrFail(AuditCheck, { id: faulty.id });
      return { entries: Number(entries), last: shown === null ? null : viewOf(shown) };
    });
  }

  /** For operators: how many faults stand, and when a run ended last, in seconds of Unix time; 0 before the first. */
  async figures(tx: EntityManager): Promise<{ audit_trail_faults: number; audit_trail_verified_seconds: number }> {
    const [row] = await tx.query<[{ audit_trail_faults: number; audit_trail_verified_seconds: number }]>(
      `SELECT (SELECT count(DISTINCT CASE f.fault WHEN 'other_anchor' THEN f.anchor ELSE '' END)::int FROM audit_check f WHERE ${standing}) AS audit_trail_faults,
              (SELECT coalesce(extract(epoch FROM max(finished_at)), 0)::float8 FROM audit_check) AS audit_trail_verified_seconds`,
    );
    return row;
  }

  /** Once in `everyMs`; a restart does not begin the time anew. Gives up where `signal` says so, and the next process begins again. */
  async verifyDue(tx: EntityManager, verification: AuditVerification, everyMs: number, signal: AbortSignal): Promise<void> {
    const last = await newest(tx, 'daily');
    const startedAt = this.clock.now();
    if (last !== null && startedAt.getTime() - last.finishedAt.getTime() < everyMs) return;
    const verdict = await verification.verdict(tx, undefined, signal);
    if (verdict === undefined) return;
    if (!verdict.intact) this.logger.error({ message: 'The audit trail is not intact', position: verdict.position.toString(), fault: faultText(verdict.fault) });
    await this.record(tx, { run: 'daily', startedAt }, verdict);
  }

  async record(tx: EntityManager, { run, startedAt, anchor }: Run, verdict: Verdict): Promise<void> {
    const broken = verdict.intact ? { brokenAt: null, fault: null } : { brokenAt: verdict.position.toString(), fault: verdict.fault };
    const expected = anchor === undefined ? null : headText(anchor);
    await tx.insert(AuditCheck, { id: this.ids.uuid(), run, startedAt, finishedAt: this.clock.now(), entries: verdict.head.position.toString(), anchor: expected, ...broken });
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
