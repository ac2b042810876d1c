import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Health } from './health.ts';
import type { Metrics } from './metrics.ts';

export interface ManagementServer {
  url: string;
  close(): Promise<void>;
}

/**
 * Health and metrics on a port of their own, that no proxy shows to the world. Starts first and stops last, so that a probe
 * sees a slow start and a drain as what they are. Alive means: this event loop turns.
 */
export async function startManagementServer(address: { host: string; port: number }, health: Health, metrics: Metrics): Promise<ManagementServer> {
  const server = createServer((request, response) => {
    answer(request.url?.split('?', 1)[0] ?? '', response, health, metrics).catch(() => response.writeHead(500).end());
  });
  server.unref();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => closeServer(server) };
}

async function answer(path: string, response: ServerResponse, health: Health, metrics: Metrics): Promise<void> {
  switch (path) {
    case '/health/live':
      return json(response, 200, { status: 'alive' });
    case '/health/ready': {
      const report = await health.report();
      return json(response, report.status === 'ready' ? 200 : 503, report);
    }
    case '/metrics':
      response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(await metrics.registry.metrics());
      return;
    default:
      return json(response, 404, { status: 'unknown path', paths: ['/health/live', '/health/ready', '/metrics'] });
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
