import type { z } from 'zod';
import type { PartnerRole, VendorRole } from '#libs/contracts/permissions';
import { testTokens, userIdOf, type TestTokens } from './test-tokens.ts';

/** What a service answered; `body` is the parsed JSON, else the text. */
export class HttpAnswer {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    readonly body: ReturnType<typeof JSON.parse>,
  ) {}

  /** The body through a schema, typed; throws where it does not fit, which then is what the spec found out. */
  as<T extends z.ZodType>(schema: T): z.output<T> {
    return schema.parse(this.body);
  }
}

export interface SendOptions {
  headers?: Record<string, string>;
  /** Sent as it is, for malformed bodies. */
  raw?: string | Uint8Array<ArrayBuffer>;
  query?: Record<string, string | number | boolean | undefined>;
}

/**
 * An HTTP client for specs: keeps cookies like a browser, signs in as anybody with a test token, follows no redirect and throws
 * for no status.
 * @example const answer = await client.as('admin').post('/api/applications/…/approve', { tier: 'gold' });
 */
export class HttpClient {
  private readonly cookies = new Map<string, string>();

  constructor(
    readonly baseUrl: string,
    private readonly headers: Readonly<Record<string, string>> = {},
    private readonly tokens: () => TestTokens = testTokens,
  ) {}

  /** One of the vendor's people; the same user for the same role and name. */
  as(role: VendorRole | readonly VendorRole[], name = `vendor ${String(role)}`): HttpClient {
    return this.withToken(this.tokens().sign({ sub: userIdOf(name), roles: [role].flat(), name, email: `${slug(name)}@vendor.example` }));
  }

  /** One of a partner's people. */
  asPartner(partnerId: string, role: PartnerRole | readonly PartnerRole[] = 'owner', name = `${String(role)} of ${partnerId}`): HttpClient {
    return this.withToken(this.tokens().sign({ sub: userIdOf(name), partner: partnerId, roles: [role].flat(), name, email: `${slug(name)}@partner.example` }));
  }

  /** Nobody in particular, with a jar of its own. */
  anonymous(): HttpClient {
    const { authorization: _, ...headers } = this.headers;
    return new HttpClient(this.baseUrl, headers, this.tokens);
  }

  withToken(token: string): HttpClient {
    return this.with({ authorization: `Bearer ${token}` });
  }

  /** The same client with more headers on every request. */
  with(headers: Record<string, string>): HttpClient {
    return new HttpClient(this.baseUrl, { ...this.headers, ...headers }, this.tokens);
  }

  get(path: string, options?: SendOptions): Promise<HttpAnswer> {
    return this.send('GET', path, undefined, options);
  }

  post(path: string, body: unknown = {}, options?: SendOptions): Promise<HttpAnswer> {
    return this.send('POST', path, body, options);
  }

  patch(path: string, body: unknown, options?: SendOptions): Promise<HttpAnswer> {
    return this.send('PATCH', path, body, options);
  }

  put(path: string, body: unknown, options?: SendOptions): Promise<HttpAnswer> {
    return this.send('PUT', path, body, options);
  }

  delete(path: string, options?: SendOptions): Promise<HttpAnswer> {
    return this.send('DELETE', path, undefined, options);
  }

  /** The value of a cookie that the server set. */
  cookie(name: string): string | undefined {
    return this.cookies.get(name);
  }

  setCookie(name: string, value: string): void {
    this.cookies.set(name, value);
  }

  async send(method: string, path: string, body: unknown, options: SendOptions = {}): Promise<HttpAnswer> {
    const url = new URL(path, this.baseUrl);
    for (const [name, value] of Object.entries(options.query ?? {})) if (value !== undefined) url.searchParams.set(name, String(value));
    const payload = options.raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const answer = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.cookies.size > 0 ? { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
        ...this.headers,
        ...options.headers,
      },
      ...(payload === undefined ? {} : { body: payload }),
    });
    for (const line of answer.headers.getSetCookie()) this.keep(line);
    return new HttpAnswer(answer.status, answer.headers, parsed(await answer.text(), answer.headers.get('content-type') ?? ''));
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const gone = attributes.some((attribute) => {
      const [key = '', text = ''] = attribute.toLowerCase().split('=');
      return (key === 'max-age' && Number(text) <= 0) || (key === 'expires' && Date.parse(text) <= Date.now());
    });
    if (gone) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

function parsed(text: string, type: string): HttpAnswer['body'] {
  if (text === '') return undefined;
  return /^application\/([\w.-]+\+)?json/.test(type) ? JSON.parse(text) : text;
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').slice(0, 60);
}
