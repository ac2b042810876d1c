import type { Actor } from '#libs/database/actor';
import { httpProblem } from '../problems.ts';

/** The vendor's person behind a request; the guard lets nobody else to these routes, and this makes the compiler know it. */
export function vendorUser(actor: Actor): string {
  if (actor.kind !== 'vendor') throw httpProblem('auth/forbidden', { detail: "Only the vendor's people may do this." });
  return actor.userId;
}

/** The partner's person behind a request, likewise. */
export function partnerUser(actor: Actor): { readonly partnerId: string; readonly userId: string } {
  if (actor.kind !== 'user') throw httpProblem('auth/forbidden', { detail: "Only a partner's people may do this." });
  return { partnerId: actor.partnerId, userId: actor.userId };
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
