import { Problem } from '#libs/service/problem';
import type { Upstream } from '../routes.ts';

/** Nothing of the request has reached the service. */
export class UpstreamUnavailable extends Problem {
  constructor(service: Upstream) {
    super({
      status: 503,
      code: 'gateway/upstream-unavailable',
      title: 'A part of the system is not available right now',
      detail: `The ${service} service cannot be reached; nothing was done. Try again in a moment.`,
      headers: { 'retry-after': '2' },
    });
  }
}

/** The connection broke or the answer was no HTTP: the request may have been carried out. */
export class UpstreamBroken extends Problem {
  constructor(service: Upstream) {
    super({
      status: 502,
      code: 'gateway/upstream-broken',
      title: 'A part of the system broke off',
      detail: `The ${service} service gave no complete answer. A request with the same Idempotency-Key may be sent again.`,
      headers: { 'retry-after': '2' },
    });
  }
}

export class UpstreamTimeout extends Problem {
  constructor(service: Upstream) {
    super({
      status: 504,
      code: 'gateway/upstream-timeout',
      title: 'A part of the system took too long',
      detail: `The ${service} service did not answer in time. A request with the same Idempotency-Key may be sent again.`,
    });
  }
}

/** The time for an answer is used up; thrown by an exchange, which does not know the service's name. */
export class ExchangeTimeout extends Error {
  readonly code = 'EXCHANGE_TIMEOUT';
}

const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);
const timedOut = new Set(['EXCHANGE_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** Where both families of an address were tried, the first one's code speaks for all. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'errors' in error && Array.isArray(error.errors) ? codeOf(error.errors[0]) : '';
}

/** The connection was never made, so sending again cannot do anything twice. */
export function wasNeverSent(error: unknown): boolean {
  return neverSent.has(codeOf(error));
}

export function upstreamProblem(service: Upstream, error: unknown): Problem {
  if (wasNeverSent(error)) return new UpstreamUnavailable(service);
  return timedOut.has(codeOf(error)) ? new UpstreamTimeout(service) : new UpstreamBroken(service);
}

/** Whether a service is at fault, or away: what others say must not depend on it. */
export function isOutage(reason: unknown): boolean {
  return reason instanceof Error && 'status' in reason && typeof reason.status === 'number' && reason.status >= 500;
}
