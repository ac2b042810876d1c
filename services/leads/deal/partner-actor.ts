import type { Actor } from '#libs/database/actor';
import { httpProblem } from '#libs/service/problems';
import type { Registrant } from './registration.draft.ts';

/** The partner's person behind a request; the guard lets nobody else to these routes, and this makes the compiler know it. */
export function partnerUser(actor: Actor): Registrant {
  if (actor.kind !== 'user') throw httpProblem('auth/forbidden', { detail: "Only a partner's people may do this." });
  return { partnerId: actor.partnerId, userId: actor.userId };
}

/** The vendor's person. */
export function vendorUser(actor: Actor): string {
  if (actor.kind !== 'vendor') throw httpProblem('auth/forbidden', { detail: "Only the vendor's people may do this." });
  return actor.userId;
}

/** Whom history names. */
export function actorId(actor: Actor): string | null {
  switch (actor.kind) {
    case 'user':
    case 'vendor':
      return actor.userId;
    case 'api_key':
      return actor.keyId;
    case 'system':
      return actor.name;
    case 'applicant':
    case 'public':
      return null;
  }
}
