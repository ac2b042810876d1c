import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testTokens } from '#libs/testing/test-tokens';
import { routes, type Route } from '../../../services/gateway/routes.ts';
import { field } from '../../../tools/demo/report.ts';
import { freshStack, type Running } from '../../support/running.ts';
import { changed, goodApplication } from './application-body.ts';
import { badTokens } from './bad-tokens.ts';
import { malformedBodies } from './malformed-bodies.ts';
import { acceptedNames, refusedFields } from './refused-fields.ts';
import { problemIn, RoughClient, type Rough } from './rough-client.ts';

const tokens = testTokens();
const admin = tokens.sign({ roles: ['admin'] });
const owner = tokens.sign({ roles: ['owner'], partner: randomUUID() });

let running: Running;
let client: RoughClient;
beforeAll(async () => {
  // Every service believes the spec's own tokens, so that it can make bad ones.
  running = await freshStack('bad-http', { env: tokens.env });
  client = new RoughClient(running.url);
}, 180_000);
afterAll(() => running?.stack.stop(), 30_000);

const apply = (body: unknown) => client.send('POST', '/api/partners/apply', { json: body });
const json = (answer: Rough): unknown => JSON.parse(answer.text);
const tokenFor = ({ path }: Route) => (/join-requests\/:id|mine|^\/api\/deals(\/:id\/(activities|withdraw|resubmit|extension))?$/.test(path) ? owner : admin);
const id = '0198c0de-0000-7000-8000-00000000dead';
const filled = ({ path }: Route) =>
  path
    .replace('/parked-events/:id', `/parked-events/applications.${id}`)
    .replace('/notifications/:id', '/notifications/1')
    .replace(':id', id)
    .replace(':token', 'not-a-token');
/** Where one field says what else there may be. */
const kinds: Record<string, object> = { '/api/programme/settings': { key: 'name' }, '/api/deals/settings': { key: 'extension_days' }, '/api/commissions/settings': { key: 'hold_days' } };
/** What the gateway answers itself has the limit of all its bodies. */
const writing = routes.filter(({ method, size }) => method !== 'GET' && method !== 'DELETE' && size > 0);
const listing = routes.filter(({ path }) => /^\/api\/(partners|users|audit|notifications|notifications\/failed-mails|operations\/parked-events|partners\/join-requests|deals|deals\/reports|accounts\/reserved|commissions|commissions\/exceptions)$/.test(path)).filter(({ method }) => method === 'GET');

describe('a field of an application', () => {
  test.each(refusedFields)('%s', async (_what, at, value, pointer = at) => {
    const answer = await apply(changed(goodApplication(), at, value));
    expect(problemIn(answer)).toBe(`422 http/validation-failed ${pointer}`);
  });

  test('several at once are all named', async () => {
    const body = changed(changed(changed(goodApplication(), '/contact/email', 'x'), '/company/country', 'X'), '/goals/extra', 1);
    expect(problemIn(await apply(body)).split(' ').slice(2).toSorted()).toEqual(['/company/country', '/contact/email', '/goals/extra']);
  });

  test.each([['text', '"hello"'], ['a list', '[]'], ['null', 'null'], ['a number', '1e999']])('a body that is %s', async (_what, raw) => {
    expect((await client.send('POST', '/api/partners/apply', { raw })).status).toBe(422);
  });

  test.each(acceptedNames)('a name %s is taken as it is', async (_what, name) => {
    const answer = await apply(changed(goodApplication(), '/company/legalName', name));
    expect([answer.status, answer.text]).toEqual([201, expect.stringContaining('reference')]);
    const shown = await client.send('GET', `/api/applications/${field(json(answer), 'id')}`, { token: admin });
    expect(field(json(shown), 'fields', 'company', 'legalName')).toBe(name);
  });

  test('the largest amount that is allowed is kept to the cent', async () => {
    const largest = { amount: '999999999999999.99', currency: 'USD' };
    const answer = await apply(changed(goodApplication(), '/company/annualRevenue', largest));
    const shown = await client.send('GET', `/api/applications/${field(json(answer), 'id')}`, { token: admin });
    expect(Reflect.get(Object(json(shown)), 'fields')).toMatchObject({ company: { annualRevenue: largest } });
  });
});

describe.each(writing.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', (_name, route) => {
  test.each(malformedBodies)('refuses a body that is %s', async (_what, send, told) => {
    const answer = problemIn(await client.send(route.method, filled(route), { token: tokenFor(route), ...send }));
    // Where files are uploaded, a megabyte is not too much; it is only no file.
    const isRoomy = told.startsWith('413') && send.raw.length <= route.size;
    expect(answer).toEqual(send.raw.length > route.size ? '413 http/payload-too-large' : isRoomy ? expect.stringMatching(/^422 /) : told);
  });

  test('refuses a body that ends before it said it would', async () => {
    const answer = await cutOff(route.method, filled(route), tokenFor(route));
    expect(answer).not.toMatch(/^HTTP\/1\.1 (2|5)/);
  });

  test('names a field that it does not know', async () => {
    const said = problemIn(await client.send(route.method, filled(route), { token: tokenFor(route), json: { ...kinds[route.path], whoAmI: 'admin' } }));
    expect(said).toMatch(/^422 http\/validation-failed .*\/whoAmI/);
  });

});

describe.each(listing.map((route) => [`GET ${route.path}`, route] as const))('%s', (_name, route) => {
  const ask = (query: string) => client.send('GET', `${route.path}?${query}`, { token: /join-requests/.test(route.path) ? owner : admin });

  test.each([
    ['limit=0', '422 http/validation-failed /limit'],
    ['limit=-1', '422 http/validation-failed /limit'],
    ['limit=1e9', '422 http/validation-failed /limit'],
    ['limit=ten', '422 http/validation-failed /limit'],
    ['whoAmI=admin', '422 http/validation-failed /whoAmI'],
    [`cursor=${'x'.repeat(5000)}`, '422 http/validation-failed /cursor'],
    ['cursor=garbage', '400 http/invalid-cursor'],
    ["cursor=' OR 1=1 --", '400 http/invalid-cursor'],
    [`cursor=${Buffer.from('["2099-01-01","x"]').toString('base64url')}.AAAAAAAAAAAAAAAA`, '400 http/invalid-cursor'],
    ['cursor=%00', '400 http/invalid-cursor'],
  ])('%s', async (query, told) => {
    expect(problemIn(await ask(query))).toBe(told);
  });

  test('takes a parameter twice, a broken escape and hostile words without falling over', async () => {
    for (const query of ['limit=1&limit=2', 'limit[]=1', 'q=%', 'q=%00', 'q=%ED%A0%80', "q='; DROP TABLE application; --", 'sort=id;drop', `q=${'x'.repeat(4000)}`]) {
      expect([query, (await ask(query)).status < 500]).toEqual([query, true]);
    }
  });
});

test('a cursor that was changed, or is of another list, is refused', async () => {
  const page = await client.send('GET', '/api/partners?limit=1', { token: admin });
  const cursor = field(json(page), 'nextCursor');
  const next = (path: string, changedCursor: string) => client.send('GET', `${path}cursor=${encodeURIComponent(changedCursor)}`, { token: admin });
  expect((await next('/api/partners?limit=1&', cursor)).status).toBe(200);
  for (const at of [0, Math.floor(cursor.length / 2), cursor.length - 1]) {
    const other = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
    expect(problemIn(await next('/api/partners?limit=1&', other))).toBe('400 http/invalid-cursor');
  }
  expect(problemIn(await next('/api/users?', cursor))).toBe('400 http/invalid-cursor');
  expect(problemIn(await next('/api/partners?sort=company&', cursor))).toBe('400 http/invalid-cursor');
});

test.each(['', 'x'.repeat(201), 'two words', 'käse'])('the Idempotency-Key "%s" is refused: its sender believes to be protected by it', async (key) => {
  const answer = await client.send('POST', '/api/partners/apply', { json: goodApplication(), headers: { 'idempotency-key': key } });
  expect(problemIn(answer)).toBe('422 http/invalid-idempotency-key /idempotency-key');
});

describe('a token that is', () => {
  const closed = ['/api/partners', '/api/users', '/api/notifications', '/api/operations/parked-events', '/api/session'];
  test.each(badTokens(tokens))('%s', async (_what, token, told) => {
    for (const path of closed) {
      const answer = await client.send('GET', path, { token });
      expect([path, problemIn(answer), answer.headers.get('www-authenticate')]).toEqual([path, told, expect.stringMatching(/^Bearer/)]);
    }
  });

  test.each(badTokens(tokens))('%s is refused by the services too, should the gateway be passed by', async (_what, token, told) => {
    for (const [name, path] of [['applications', '/api/partners'], ['identity', '/api/users'], ['leads', '/api/deals'], ['commissions', '/api/commissions'], ['notifications', '/api/notifications']] as const) {
      const service = new RoughClient(running.stack.services[name]?.url ?? '');
      expect([name, problemIn(await service.send('GET', path, { token }))]).toEqual([name, told]);
    }
  });
});

describe('addresses', () => {
  test.each(['/api/applications/1', "/api/applications/' OR 1=1", `/api/applications/${'a'.repeat(3000)}`, '/api/applications/status/%F0%9F%A6%8A', '/api/nothing', '/internal/feed', '/api/../internal/openapi.json'])('%s leads nowhere', async (path) => {
    const { status } = await client.send('GET', path, { token: admin });
    expect([400, 404]).toContain(status);
  });

  test.each(['/api/applications/%', '/api/applications/%E0%A4%A', '/api/applications/%00'])('%s is malformed', async (path) => {
    expect(problemIn(await client.send('GET', path, { token: admin }))).toMatch(/^400 /);
  });
});

test('nothing of all this was answered with a 5xx, by the gateway or behind it', async () => {
  expect(client.failures).toEqual([]);
  for (const service of Object.values(running.stack.services)) {
    const metrics = await (await fetch(`${service.managementUrl}/metrics`)).text();
    const failed = metrics.split('\n').filter((line) => /^http_request_duration_seconds_count\{.*status="5/.test(line));
    expect([service.name, failed]).toEqual([service.name, []]);
  }
});

/** Announces more bytes than it sends, then closes its side. */
function cutOff(method: string, path: string, token: string): Promise<string> {
  const { hostname, port, host } = new URL(running.url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let text = '';
    socket.setTimeout(10_000, () => socket.destroy(new Error('no end')));
    socket.on('data', (bytes) => (text += bytes.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    socket.end(`${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"email":`);
  });
}
