import type { IncomingHttpHeaders } from 'node:http';

const connectionOnly = new Set([
  'connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade',
]);

/** The headers that may be passed on: without those of one connection, those that its `Connection` names, and those of `without`. */
export function endToEnd(headers: IncomingHttpHeaders, without: ReadonlySet<string>): Record<string, string | string[]> {
  const passed: Record<string, string | string[]> = {};
  const { connection } = headers;
  const named = connection === undefined || connection === 'keep-alive' || connection === 'close' ? undefined : connection.toLowerCase().split(/\s*,\s*/);
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && !connectionOnly.has(name) && !without.has(name) && !named?.includes(name)) passed[name] = value;
  }
  return passed;
}
