import type { IncomingHttpHeaders } from 'node:http';
import { endToEnd } from '#libs/service/end-to-end';

/** All that a client may say to a service. A list of what passes cannot forget what must not. */
const passed = ['accept', 'accept-language', 'content-type', 'idempotency-key', 'if-match', 'if-none-match', 'user-agent'] as const;

export interface Said {
  readonly address: string;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
  readonly authorization: string | undefined;
}

/** Headers of the request to a service: what the client may say, and what only the gateway may. */
export function requestHeaders(client: IncomingHttpHeaders, said: Said): Record<string, string> {
  const headers: Record<string, string> = { 'x-client-address': said.address, 'x-correlation-id': said.correlationId };
  for (const name of passed) {
    const value = client[name];
    if (typeof value === 'string') headers[name] = value;
  }
  if (said.traceparent !== undefined) headers.traceparent = said.traceparent;
  if (said.authorization !== undefined) headers.authorization = said.authorization;
  return headers;
}

// Only the gateway sets cookies, and what a service runs on is nobody's business.
const kept = new Set(['set-cookie', 'server', 'x-powered-by', 'content-length', 'date']);

/** Headers of the answer without those that belong to one connection; the length is counted anew where the body is sent. */
export function answerHeaders(service: IncomingHttpHeaders): Record<string, string | string[]> {
  return endToEnd(service, kept);
}
