import type { IncomingHttpHeaders } from 'node:http';

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

const connectionOnly = new Set([
  'connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade',
  // Only the gateway sets cookies, and what a service runs on is nobody's business.
  'set-cookie', 'server', 'x-powered-by', 'content-length', 'date',
]);

/** Headers of the answer without those that belong to one connection; the length is counted anew where the body is sent. */
export function answerHeaders(service: IncomingHttpHeaders): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  const connection = service.connection;
  const named = connection === undefined || connection === 'keep-alive' || connection === 'close' ? undefined : connection.toLowerCase().split(/\s*,\s*/);
  for (const name in service) {
    const value = service[name];
    if (value !== undefined && !connectionOnly.has(name) && !named?.includes(name)) headers[name] = value;
  }
  return headers;
}
