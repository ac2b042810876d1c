import { z } from 'zod';

export interface Rough {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  readonly text: string;
}

export interface RoughRequest {
  readonly token?: string | undefined;
  /** Sent as it is. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly json?: unknown;
  readonly headers?: Record<string, string>;
}

/** Sends what a decent client would not, and remembers every answer that should never have been given. */
export class RoughClient {
  /** Answers of 500 and above, in words. */
  readonly failures: string[] = [];

  constructor(readonly url: string) {}

  async send(method: string, path: string, { token, raw, json, headers }: RoughRequest = {}): Promise<Rough> {
    const body = raw ?? (json === undefined ? undefined : JSON.stringify(json));
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(30_000),
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    if (response.status >= 500) this.failures.push(`${method} ${path}: ${response.status} ${text}`);
    return { status: response.status, type: response.headers.get('content-type') ?? '', headers: response.headers, text };
  }
}

const problem = z.looseObject({
  type: z.string().startsWith('urn:problem:'),
  title: z.string().min(3),
  status: z.number(),
  code: z.string().regex(/^[a-z]+\/[a-z-]+$/),
  errors: z.array(z.looseObject({ pointer: z.string().regex(/^(\/|$)/), detail: z.string().min(3) })).optional(),
});

/** What an answer says as a problem: `422 http/validation-failed /contact/email`; throws where it is no proper one. */
export function problemIn({ status, type, text }: Rough): string {
  if (!type.startsWith('application/problem+json')) throw new Error(`no problem: ${status} ${type} ${text.slice(0, 300)}`);
  const said = problem.parse(JSON.parse(text));
  if (said.status !== status) throw new Error(`the status is ${status}, the problem says ${said.status}`);
  if (/\bat .+\.(ts|js):\d+|\b(SELECT|INSERT|UPDATE) .+ (FROM|INTO|SET)\b/.test(text)) throw new Error(`the problem tells of our insides: ${text}`);
  const pointers = [...new Set((said.errors ?? []).map(({ pointer }) => pointer))];
  return [`${status} ${said.code}`, ...pointers].join(' ');
}
