import type { z } from 'zod';
import type { userView } from '#libs/contracts/http/identity';
import type { User } from './user.entity.ts';

export type UserView = z.output<typeof userView>;

/** The person comes with the company. */
export function viewOf({ id, name, email, locale, roles, partnerId, company, status, invitedAt, activatedAt, lastSignInAt, version }: User): UserView {
  return {
    id, name, email, locale, roles, partnerId, status, version,
    company: company?.name ?? null,
    invitedAt: invitedAt.toISOString(),
    activatedAt: activatedAt?.toISOString() ?? null,
    lastSignInAt: lastSignInAt?.toISOString() ?? null,
  };
}
