import type { Actor } from '#libs/database/actor';
import type { User } from './user.entity.ts';

/** A person as the one who acts. */
export function actorOf({ id: userId, partnerId, roles }: User): Actor {
  return partnerId === null ? { kind: 'vendor', userId, roles } : { kind: 'user', userId, partnerId, roles };
}
