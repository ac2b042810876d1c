import type { EntityManager } from 'typeorm';
import type { SaidOfField } from '#libs/contracts/field-sentences';
import { Problem } from './problem.ts';
import { httpProblem } from './problems.ts';

const mostYears = 10;

/** Somebody wants to publish something that begins before, or with, what is published already. */
export class AlreadyPublished extends Problem {
  constructor(lastFrom: Date) {
    super({
      status: 409,
      code: 'programme/already-published',
      title: 'What is published is not changed',
      detail: `The last published version begins at ${lastFrom.toISOString()}; the next one begins after it. What has not begun can be cancelled.`,
    });
  }
}

/** Somebody publishes over what they have not seen. */
export class Overtaken extends Problem {
  constructor() {
    super({
      status: 409,
      code: 'programme/overtaken',
      title: 'Somebody else was faster',
      detail: 'What this was to follow is no longer the last one: another was published, or it was cancelled. Read it again, and publish what is to follow now.',
    });
  }
}

/** Somebody wants to cancel what has begun, what another one follows, or what is not there (any more). */
export class NothingToCancel extends Problem {
  constructor() {
    super({
      status: 409,
      code: 'programme/nothing-to-cancel',
      title: 'This cannot be cancelled',
      detail: 'Only what has not begun can be, and of several the last one first.',
    });
  }
}

/** What is published or cancelled at the same moment in one database is so one after the other, so that each sees what is there before it. */
export async function oneAtATime(tx: EntityManager): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('publication', 4715))`);
}

/** When something begins: now, or as is asked, which is never in the past and within a time that somebody can mean. Throws a validation problem. */
export function beginning(asked: string | undefined, now: Date): Date {
  if (asked === undefined) return now;
  const from = new Date(asked);
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + mostYears);
  const detail = from < now ? 'must not be in the past: what is published never changes it' : from > latest ? 'must be within ten years' : undefined;
  if (detail !== undefined) throw invalid('/effectiveFrom', detail);
  return from;
}

export function invalid(pointer: string, detail: SaidOfField): Error {
  return httpProblem('http/validation-failed', { errors: [{ pointer, detail }] });
}

/** By what names them: `follows` is the last one as whoever publishes has seen it. Two who publish at once would otherwise undo each other unseen. */
export function mustBeLast<Name extends string | number | null>(last: Name | undefined, follows: Name | undefined): void {
  if (follows !== undefined && last !== follows) throw new Overtaken();
}

/** What follows must begin after what is there. */
export function mustFollow(last: { readonly validFrom: Date }, from: Date): void {
  if (from <= last.validFrom) throw new AlreadyPublished(last.validFrom);
}
