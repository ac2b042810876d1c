import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LinkSealer } from '#libs/service/sealed-link';
import { parse, stringify } from 'uuid';
import { Config } from '../config.ts';

const purpose = 'application-status';

/**
 * The applicant's way in: the token is derived from the application's id by a keyed signature and stored nowhere, so it can be made again
 * at any time and found in no table. In events it travels sealed for notifications alone.
 */
@Injectable()
export class StatusLinks {
  /** The newest first. */
  private readonly keys: readonly KeyObject[];
  private readonly publicUrl: string;
  private readonly sealer: LinkSealer;

  constructor(config: Config) {
    this.keys = config.STATUS_TOKEN_KEY.map((key) => createSecretKey(key, 'utf8'));
    this.publicUrl = config.PUBLIC_URL;
    this.sealer = new LinkSealer(config.MAIL_SEAL_PUBLIC_KEY);
  }

  /** The page that shows the status; the token stands behind `#`, where no server log sees it. */
  urlOf(applicationId: string): string {
    return `${this.publicUrl}/application-status#token=${this.tokenOf(applicationId)}`;
  }

  /** For an event. */
  async sealed(applicationId: string): Promise<string> {
    return this.sealer.seal(this.urlOf(applicationId));
  }

  /** Where the applicant is told the address as well. */
  async both(applicationId: string): Promise<{ url: string; sealed: string }> {
    const url = this.urlOf(applicationId);
    return { url, sealed: await this.sealer.seal(url) };
  }

  tokenOf(applicationId: string): string {
    const [newest] = this.keys;
    if (newest === undefined) throw new Error('STATUS_TOKEN_KEY holds no key');
    return `${Buffer.from(parse(applicationId)).toString('base64url')}.${sign(newest, applicationId)}`;
  }

  /** The application that a token was made for, undefined for a forged one. */
  applicationOf(token: string): string | undefined {
    const [head = '', signature = '', ...rest] = token.split('.');
    const bytes = Buffer.from(head, 'base64url');
    if (rest.length > 0 || bytes.length !== 16 || bytes.toString('base64url') !== head) return undefined;
    const applicationId = uuidOf(bytes);
    return applicationId !== undefined && this.keys.some((key) => same(sign(key, applicationId), signature)) ? applicationId : undefined;
  }
}

function sign(key: KeyObject, applicationId: string): string {
  return createHmac('sha256', key).update(`${purpose}:${applicationId}`).digest('base64url');
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function uuidOf(bytes: Uint8Array): string | undefined {
  try {
    return stringify(bytes);
  } catch {
    return undefined;
  }
}
