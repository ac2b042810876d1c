import type { Actor } from '#libs/database/actor';
import { httpProblem } from '#libs/service/problems';

/** The vendor's person behind a request; the guard lets nobody else to these routes, and this makes the compiler know it. */
export function vendorUser(actor: Actor): string {
  if (actor.kind !== 'vendor') throw httpProblem('auth/forbidden', { detail: "Only the vendor's people may do this." });
  return actor.userId;
}
