import type { z } from 'zod';
import type { userView } from '#libs/contracts/http/identity';
import type { User } from './user.entity.ts';

export type UserView = z.output<typeof userView>;

export function viewOf({ id, name, email, locale, roles, partnerId, status, invitedAt, activatedAt, lastSignInAt, version }: User): UserView {
  return {
    id, name, email, locale, roles, partnerId, status, version,
    invitedAt: invitedAt.toISOString(),
    activatedAt: activatedAt?.toISOString() ?? null,
    lastSignInAt: lastSignInAt?.toISOString() ?? null,
  };
}
