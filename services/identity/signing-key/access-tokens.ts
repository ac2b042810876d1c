import { Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import { Clock } from '#libs/database/clock';
import { Config } from '../config.ts';
import type { User } from '../user/user.entity.ts';
import { KeyRing } from './key-ring.ts';

/** Signs what services believe about a caller for the next ten minutes. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly keys: KeyRing,
  ) {}

  async issue(user: User, sessionId: string): Promise<{ accessToken: string; accessExpiresAt: Date }> {
    const { kid, key } = await this.keys.signer();
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    const expiresAt = issuedAt + Math.floor(this.config.ACCESS_TOKEN_LIFETIME / 1000);
    const accessToken = await new SignJWT({
      roles: user.roles,
      ...(user.partnerId === null ? {} : { partner: user.partnerId }),
      name: user.name,
      email: user.email,
      sid: sessionId,
    })
      .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
      .setSubject(user.id)
      .setIssuer(this.config.TOKEN_ISSUER)
      .setAudience(this.config.TOKEN_AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(key);
    return { accessToken, accessExpiresAt: new Date(expiresAt * 1000) };
  }
}
