import { createPublicKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { Clock } from '#libs/database/clock';
import { callerOf, type Caller } from '#libs/service/auth/caller';
import { accessTokenClaims } from '#libs/service/auth/claims';
import { Jwks } from '#libs/service/auth/jwks';
import { VerifiedTokens } from '#libs/service/auth/verified-tokens';
import { httpProblem } from '#libs/service/problems';
import { Config } from '../config.ts';

const challenge = { 'www-authenticate': 'Bearer error="invalid_token"' };
const toleranceSeconds = 5;

export function tokenMissing() {
  return httpProblem('auth/token-missing', { headers: { 'www-authenticate': 'Bearer' } });
}

/**
 * Checks access tokens at the door. The service behind checks them again; this keeps strangers off it and names the person
 * whose requests are counted. Verified tokens are remembered, bounded, until they expire or a key is withdrawn.
 */
@Injectable()
export class Tokens {
  private readonly verified: VerifiedTokens;
  private readonly keys = new Map<string, KeyObject>();

  constructor(private readonly jwks: Jwks, private readonly config: Config, private readonly clock: Clock) {
    this.verified = new VerifiedTokens(jwks, 10_000);
  }

  /** The person a token was checked for before; `undefined` where `caller` must look. */
  known(token: string): Caller | undefined {
    const caller = this.verified.get(token);
    if (caller === undefined) return undefined;
    if (caller.expiresAt > this.clock.now().getTime()) return caller;
    this.verified.delete(token);
    return undefined;
  }

  /** Who holds the token; a 401 problem for an expired, foreign, unsigned or garbled one. */
  async caller(token: string): Promise<Caller> {
    const known = this.known(token);
    if (known !== undefined) return known;
    const caller = await this.verify(token);
    this.verified.put(token, caller);
    return caller;
  }

  private async verify(token: string): Promise<Caller> {
    try {
      const { TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience } = this.config;
      const { payload } = await jwtVerify(token, await this.keyOf(token), {
        algorithms: ['RS256'], issuer, audience, currentDate: this.clock.now(), clockTolerance: toleranceSeconds,
      });
      const caller = callerOf(accessTokenClaims.parse(payload));
      if (caller.expiresAt <= this.clock.now().getTime()) throw new errors.JWTExpired('expired', payload);
      return caller;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw httpProblem('auth/token-expired', { headers: challenge });
      if (error instanceof Error && 'status' in error) throw error;
      throw httpProblem('auth/token-invalid', { headers: challenge });
    }
  }

  private async keyOf(token: string): Promise<KeyObject> {
    const { kid } = decodeProtectedHeader(token);
    const pem = kid === undefined ? undefined : await this.jwks.key(kid);
    if (pem === undefined) throw new errors.JWKSNoMatchingKey();
    const known = this.keys.get(pem);
    if (known !== undefined) return known;
    const key = createPublicKey(pem);
    this.keys.set(pem, key);
    return key;
  }
}
