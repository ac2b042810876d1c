import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

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

/** How long a client repeats what it is told to repeat, and what got no answer, under the same key as before. */
export interface Patience {
  readonly ms: number;
  readonly repeating?: (what: string) => void;
}

/** An outside HTTP client with a cookie jar: it knows the gateway's address and nothing else of the system. */
export class OutsideClient {
  readonly baseUrl: string;
  readonly #cookies = new Map<string, string>();
  readonly #patience: Patience;

  /** By default it repeats nothing. */
  constructor(baseUrl: string, patience: Patience = { ms: 0 }) {
    this.baseUrl = baseUrl.replace(/\/$/, '');
    this.#patience = patience;
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
    if (this.#patience.ms === 0) return this.#once(method, path, body, options);
    const keyed = method === 'GET' ? options : { idempotencyKey: randomUUID(), ...options };
    const end = Date.now() + this.#patience.ms;
    for (;;) {
      const answer = await this.#once(method, path, body, keyed).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
      const wait = answer instanceof Error ? 1 : toRepeatAfter(answer);
      if (wait !== undefined && Date.now() + wait * 1000 < end) {
        this.#patience.repeating?.(`${method} ${path}: ${answer instanceof Error ? answer.message : answer.status}`);
        await sleep(wait * 1000);
      } else if (answer instanceof Error) throw answer;
      else return answer;
    }
  }

  async #once(method: string, path: string, body: unknown, options: CallOptions): Promise<Answer> {
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

/** Seconds after which a request may be sent again: nothing was done, or the key makes sure that it is not done twice. */
function toRepeatAfter({ status, headers, body }: Answer): number | undefined {
  const inFlight = status === 409 && typeof body === 'object' && body !== null && Reflect.get(body, 'code') === 'http/idempotency-in-flight';
  if (status !== 502 && status !== 503 && status !== 504 && !inFlight) return undefined;
  return Number(headers.get('retry-after') ?? 1);
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
