import { Problem } from '#libs/service/problem';
import { httpProblem } from '#libs/service/problems';
import type { LimitClass } from './limit-class.ts';
import type { Count } from './local.limits.ts';

/** `RateLimit` and `RateLimit-Policy` as the IETF's draft writes them, and how long to wait. */
export function limitHeaders(limit: LimitClass, { rate, used, resets }: Count): Record<string, string> {
  const seconds = Math.max(1, Math.ceil(resets / 1000));
  return {
    'ratelimit-policy': `"${limit}";q=${rate.limit};w=${rate.windowMs / 1000}`,
    ratelimit: `"${limit}";r=${Math.max(0, rate.limit - used)};t=${seconds}`,
  };
}

export function tooManyRequests(limit: LimitClass, count: Count): Problem {
  const seconds = Math.max(1, Math.ceil(count.resets / 1000));
  return httpProblem('http/too-many-requests', {
    detail: `Too many requests of this kind. Try again in ${seconds} seconds.`,
    headers: { 'retry-after': String(seconds), ...limitHeaders(limit, count) },
  });
}

/** The counters cannot be asked. Guessing without limits would be worse than waiting (docs/adr/0082). */
export class LimitsUnavailable extends Problem {
  constructor() {
    super({
      status: 503,
      code: 'gateway/limits-unavailable',
      title: 'This is not available right now',
      detail: 'Requests of this kind cannot be counted at the moment, so they are not accepted. Try again shortly.',
      headers: { 'retry-after': '5' },
    });
  }
}
