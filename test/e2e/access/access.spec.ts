import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OutsideClient } from '../../../tools/demo/client.ts';
import { freshStack, type Running } from '../../support/running.ts';
import { assemble, type Cast } from './cast.ts';
import { callers, table, type CallerName, type Expected, type Row } from './table.ts';

let running: Running;
let cast: Cast;
beforeAll(async () => {
  running = await freshStack('access');
  cast = await assemble(running);
}, 180_000);
afterAll(() => running?.stack.stop(), 30_000);

function filled(route: string): { method: string; path: string } {
  const [method = '', template = ''] = route.split(' ');
  const id = template.includes('/users/') ? cast.sellerId : template.endsWith('/resources/{id}/file') ? '0197b3f0-0001-7000-8000-000000000003' : template.endsWith('/resources/{id}/remove') ? '0198c0de-0000-7000-8000-000000000000' : template.includes('/partners/{id}') ? cast.partnerId : template.includes('/join-requests/') ? cast.joinRequestId : template.includes('/parked-events/') ? 'applications.0198c0de-0000-7000-8000-000000000000' : template.includes('/deals/reports/') ? '0198c0de-0000-7000-8000-000000000000' : template.includes('/deals/') ? cast.dealId : template.includes('/notifications/') ? '9007199254740000' : cast.applicationId;
  return { method, path: template.replace('{id}', id).replace('{token}', 'not-a-token').replace('{period}', 'current').replace('{code}', 'gold').replace('{invoiceId}', 'INV-1') };
}

async function ask(client: OutsideClient, row: Row): Promise<{ status: number; body: unknown }> {
  const { method, path } = filled(row.route);
  const body = row.body ?? { unexpected: true };
  if (method === 'GET' && path.endsWith('/stream')) return openStream(client, path);
  if (method === 'GET') return client.get(path);
  if (method === 'DELETE') return client.delete(path);
  return method === 'PATCH' ? client.patch(path, body) : client.post(path, body);
}

/** A stream has no end, so only its head is read. */
async function openStream(client: OutsideClient, path: string): Promise<{ status: number; body: unknown }> {
  const abort = new AbortController();
  const response = await client.open(path, abort.signal);
  abort.abort();
  return { status: response.status, body: null };
}

const letThrough = new Set([200, 201, 202, 204, 400, 409, 410, 415, 422]);
const seen = (status: number, expected: Expected, row: Row): string => (expected === 'ok' && (letThrough.has(status) || openMayMiss(row, status)) ? 'ok' : String(status));
/** A status link that does not exist, wrong credentials, no session: let through, and told so. */
const openMayMiss = (row: Row, status: number): boolean => row.expected.anonymous === 'ok' && (status === 404 || (status === 401 && /login|session/.test(row.route)));

describe('who may call what', () => {
  test('every route of the OpenAPI document has a row, and every row a route', async () => {
    const document = await cast.clients.anonymous.get('/api/openapi.json');
    const paths: unknown = Reflect.get(Object(document.body), 'paths');
    const documented = Object.entries(Object(paths)).flatMap(([path, operations]) => Object.keys(Object(operations)).map((method) => `${method.toUpperCase()} ${path}`));
    expect(documented.sort()).toEqual(table.map((row) => row.route).sort());
  });

  // Nobody signs out before the others are done, and those who may change a row come after those who may not.
  const rows = [...table].sort((a, b) => Number(a.route.startsWith('DELETE')) - Number(b.route.startsWith('DELETE')));
  const order: CallerName[] = [...callers].sort((a, b) => Number(a === 'owner' || a === 'admin') - Number(b === 'owner' || b === 'admin'));

  test.each(rows.map((row) => [row.route, row] as const))('%s', async (_route, row) => {
    const answers: Record<string, string> = {};
    const due: Record<string, string> = {};
    for (const caller of order) {
      const { status } = await ask(cast.clients[caller], row);
      answers[caller] = seen(status, row.expected[caller], row);
      due[caller] = String(row.expected[caller]);
    }
    expect(answers).toEqual(due);
  });
});
