import type { Actor } from '#libs/database/actor';
import { permissionsOf, type Permission } from '#libs/contracts/permissions';
import type { AccessTokenClaims } from './claims.ts';

/** The signed-in person behind a request, as the access token says. */
export interface Caller {
  readonly userId: string;
  /** Absent for the vendor's people. */
  readonly partnerId: string | undefined;
  readonly roles: readonly string[];
  readonly permissions: ReadonlySet<Permission>;
  readonly name: string;
  readonly email: string;
  readonly sessionId: string | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly actor: Actor;
}

export function callerOf(claims: AccessTokenClaims): Caller {
  const { sub: userId, partner: partnerId, roles } = claims;
  return {
    userId,
    partnerId,
    roles,
    permissions: permissionsOf(roles),
    name: claims.name,
    email: claims.email,
    sessionId: claims.sid,
    expiresAt: claims.exp * 1000,
    actor: partnerId === undefined ? { kind: 'vendor', userId, roles } : { kind: 'user', userId, partnerId, roles },
  };
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard on every route that is not public. */
    caller?: Caller;
  }
}
