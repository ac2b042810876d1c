import type { SignedIn } from '#libs/contracts/http/identity';
import type { Config } from '../config.ts';
import { cookieValue } from './cookies.ts';

/** PUBLIC_URL is plain http on a machine other than this one, where browsers would not keep the cookies. */
export class InsecureCookies extends Error {
  constructor(publicUrl: string) {
    super(
      `PUBLIC_URL is ${publicUrl}: over plain http browsers keep no secure cookies, so nobody could sign in. ` +
        'Use https, or http://localhost, or set ALLOW_INSECURE_COOKIES=true if this network is yours alone.',
    );
  }
}

export type SessionTokens = SignedIn['tokens'];
const local = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Names and attributes of the two cookies that a browser holds. SameSite=Strict costs nothing here: links in mails open static
 * pages, and what these fetch is same-site already (docs/adr/0081).
 */
export class SessionCookies {
  readonly access: string;
  readonly refresh: string;
  readonly warning: string | undefined;
  private readonly attributes: string;

  constructor(config: Pick<Config, 'PUBLIC_URL' | 'ALLOW_INSECURE_COOKIES'>) {
    const { protocol, hostname } = new URL(config.PUBLIC_URL);
    const secure = protocol === 'https:' || local.has(hostname);
    if (!secure && !config.ALLOW_INSECURE_COOKIES) throw new InsecureCookies(config.PUBLIC_URL);
    const prefix = secure ? '__Host-' : '';
    this.access = `${prefix}pms_access`;
    this.refresh = `${prefix}pms_refresh`;
    this.attributes = `; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
    this.warning = secure ? undefined : 'ALLOW_INSECURE_COOKIES is on: session cookies travel in clear and without the __Host- prefix.';
  }

  accessToken(header: string | undefined): string | undefined {
    return cookieValue(header, this.access);
  }

  refreshToken(header: string | undefined): string | undefined {
    return cookieValue(header, this.refresh);
  }

  /** `Set-Cookie` values that hold the tokens as long as they are good. */
  keep(tokens: SessionTokens, now: Date): string[] {
    return [
      this.line(this.access, tokens.accessToken, secondsUntil(tokens.accessExpiresAt, now)),
      this.line(this.refresh, tokens.refreshToken, secondsUntil(tokens.refreshExpiresAt, now)),
    ];
  }

  /** `Set-Cookie` values that make the browser forget. */
  forget(): string[] {
    return [this.line(this.access, '', 0), this.line(this.refresh, '', 0)];
  }

  private line(name: string, value: string, maxAge: number): string {
    return `${name}=${value}; Max-Age=${maxAge}${this.attributes}`;
  }
}

function secondsUntil(instant: string, now: Date): number {
  return Math.max(0, Math.floor((Date.parse(instant) - now.getTime()) / 1000));
}
