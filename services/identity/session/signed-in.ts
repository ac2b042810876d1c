import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { sessionAnswer, SignedIn } from '#libs/contracts/http/identity';
import { permissionsOf } from '#libs/contracts/permissions';
import { AccessTokens } from '../signing-key/access-tokens.ts';
import type { User } from '../user/user.entity.ts';
import type { Session } from './session.entity.ts';
import type { OpenSession } from './sessions.ts';

/** Where people land after signing in. One place for both sides until the portal has a page for each. */
export const landingPage = '/partner-portal.html';

/** Who somebody is, as their own pages need it. The user comes with the company. */
export function describeSession(user: User, session: Session): z.input<typeof sessionAnswer> {
  const { id, name, email, locale, roles, company } = user;
  return {
    user: { id, name, email, locale, roles, permissions: [...permissionsOf(roles)].toSorted() },
    partner: company ? { id: company.id, company: company.name } : null,
    redirectTo: landingPage,
    expiresAt: session.expiresAt.toISOString(),
  };
}

/** Hands out the tokens of an open session; to the gateway alone, which makes cookies of them. */
@Injectable()
export class SignedInAnswers {
  constructor(private readonly tokens: AccessTokens) {}

  async answer(user: User, { session, refreshToken }: OpenSession): Promise<SignedIn> {
    const { accessToken, accessExpiresAt } = await this.tokens.issue(user, session.id);
    const tokens = { accessToken, accessExpiresAt: accessExpiresAt.toISOString(), refreshToken, refreshExpiresAt: session.expiresAt.toISOString() };
    return { ...describeSession(user, session), tokens };
  }
}
