import { text } from 'node:stream/consumers';
import { problem } from '#libs/contracts/http/problem';
import { Problem, type FieldError } from '#libs/service/problem';
import type { Upstream } from '../routes.ts';
import { UpstreamBroken } from './errors.ts';
import type { ServiceAnswer } from './exchange.ts';

/** The JSON of a service's answer; `undefined` where it has no body. */
export async function jsonOf(service: Upstream, { body }: ServiceAnswer): Promise<unknown> {
  const content = Buffer.isBuffer(body) ? body.toString('utf8') : await text(body);
  if (content === '') return undefined;
  try {
    return JSON.parse(content);
  } catch {
    throw new UpstreamBroken(service);
  }
}

/** A service's refusal, to be thrown here as if it were ours. */
export async function problemIn(service: Upstream, answer: ServiceAnswer): Promise<Problem> {
  const parsed = problem.safeParse(await jsonOf(service, answer));
  if (!parsed.success || answer.status < 400) return new UpstreamBroken(service);
  const { type: _type, title, status: _status, code, detail, correlationId: _correlationId, errors, ...extensions } = parsed.data;
  const headers = Object.fromEntries(
    ['retry-after', 'www-authenticate'].flatMap((name): [string, string][] => {
      const value = answer.headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
  // Our services say of fields what they may say.
  return new Problem({ status: answer.status, code, title, detail, errors: errors as readonly FieldError[] | undefined, extensions, headers });
}
