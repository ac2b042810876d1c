/** What came back from one call. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, or the text where it is none. */
  readonly body: unknown;
}

export interface CallOptions {
  readonly headers?: Record<string, string>;
  readonly idempotencyKey?: string;
}

/** An outside HTTP client with a cookie jar: it knows the gateway's address and nothing else of the system. */
export class OutsideClient {
  readonly baseUrl: string;
  readonly #cookies = new Map<string, string>();

  constructor(baseUrl: string) {
    this.baseUrl = baseUrl.replace(/\/$/, '');
  }

  get(path: string, options: CallOptions = {}): Promise<Answer> {
    return this.#call('GET', path, undefined, options);
  }

  post(path: string, body: unknown, options: CallOptions = {}): Promise<Answer> {
    return this.#call('POST', path, body, options);
  }

  patch(path: string, body: unknown, options: CallOptions = {}): Promise<Answer> {
    return this.#call('PATCH', path, body, options);
  }

  delete(path: string, options: CallOptions = {}): Promise<Answer> {
    return this.#call('DELETE', path, undefined, options);
  }

  /** Opens an answer that may have no end, such as the live stream. */
  open(path: string, signal: AbortSignal, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.baseUrl + path, { headers: { ...headers, ...this.#cookieHeader() }, signal });
  }

  /** Names of the cookies held now; their values are nobody's business. */
  get cookieNames(): string[] {
    return [...this.#cookies.keys()];
  }

  async #call(method: string, path: string, body: unknown, options: CallOptions): Promise<Answer> {
    const headers: Record<string, string> = { accept: 'application/json', ...options.headers, ...this.#cookieHeader() };
    if (body !== undefined) headers['content-type'] ??= 'application/json';
    if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey;
    const response = await fetch(this.baseUrl + path, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(30_000),
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    this.#keepCookies(response.headers.getSetCookie());
    return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
  }

  #cookieHeader(): Record<string, string> {
    return this.#cookies.size === 0 ? {} : { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  }

  #keepCookies(setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [pair = '', ...attributes] = line.split(';');
      const [name = '', ...value] = pair.split('=');
      const expired = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute)) || value.join('=') === '';
      if (expired) this.#cookies.delete(name.trim());
      else this.#cookies.set(name.trim(), value.join('='));
    }
  }
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
