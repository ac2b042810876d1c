import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import type { Clock } from '#libs/database/clock';
import { httpProblem } from '../problems.ts';
import { callerOf, type Caller } from './caller.ts';
import { accessTokenClaims } from './claims.ts';
import type { Jwks } from './jwks.ts';

export interface TokenRules {
  issuer: string;
  audience: string;
}

export const bearerToken = ExtractJwt.fromAuthHeaderAsBearerToken();
const allowedClockSkewMs = 5000;

const invalid = (detail: string) => httpProblem('auth/token-invalid', { detail, headers: challenge('invalid_token') });

export function challenge(error?: string): Record<string, string> {
  return { 'www-authenticate': error ? `Bearer error="${error}"` : 'Bearer' };
}

/**
 * Verifies access tokens: RS256 alone, by a key of the issuer's set, for our issuer and audience. Expiry is checked against
 * the injected clock, because a test stack may live at another time (`CLOCK_OFFSET`) than the machine.
 */
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(jwks: Jwks, rules: TokenRules, private readonly clock: Clock) {
    super({
      jwtFromRequest: bearerToken,
      algorithms: ['RS256'],
      issuer: rules.issuer,
      audience: rules.audience,
      jsonWebTokenOptions: { ignoreExpiration: true, ignoreNotBefore: true },
      ignoreExpiration: true,
      secretOrKeyProvider: (_request: unknown, token: string, done: (error: unknown, key?: string) => void) => {
        const kid = keyIdOf(token);
        if (kid === undefined) return done(invalid('The token names no key.'));
        void hand(jwks.key(kid), done);
      },
    });
  }

  validate(payload: unknown): Caller {
    const claims = accessTokenClaims.safeParse(payload);
    if (!claims.success) throw invalid('The token lacks claims.');
    const now = this.clock.now().getTime();
    if ((claims.data.nbf ?? 0) * 1000 > now + allowedClockSkewMs) throw invalid('The token is not valid yet.');
    const caller = callerOf(claims.data);
    if (caller.expiresAt <= now) throw expired();
    return caller;
  }
}

async function hand(looking: Promise<string | undefined>, done: (error: unknown, key?: string) => void): Promise<void> {
  let key: string | undefined;
  try {
    key = await looking;
  } catch (error) {
    done(error);
    return;
  }
  if (key === undefined) done(invalid('The token is signed by an unknown key.'));
  else done(null, key);
}

export function expired() {
  return httpProblem('auth/token-expired', { headers: challenge('invalid_token') });
}

function keyIdOf(token: string): string | undefined {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString());
    return typeof header === 'object' && header !== null && 'kid' in header && typeof header.kid === 'string' ? header.kid : undefined;
  } catch {
    return undefined;
  }
}
