import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import { startService, type StartedService } from '#libs/testing/start-service';
import { FixedClock } from '#libs/testing/fixed-clock';
import { upstreamNames } from './proxy/upstreams.ts';
import { gateway } from './service.ts';
import { json, startStub, type Stub } from './testing/stub-upstream.ts';
import { upstreamsAt } from './testing/upstreams-at.ts';

const clock = new FixedClock();
let applications: Stub;
let identity: Stub;
let service: StartedService;
const uuid = '0191d3a0-0000-7000-8000-00000000000';
const parked = (from: string, digit: number, parkedAt: string) => ({
  id: `${from}.${uuid}${digit}`, service: from, consumer: from, topic: 'users', key: 'k', type: 'user.invited.v1', eventId: `${uuid}9`,
  error: 'boom', attempts: 3, waiting: 0, status: 'held', parkedAt, nextAttemptAt: null,
});
const document = (paths: object, schemas: object = {}) => ({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths, components: { schemas } });
const operation = (ref: string) => ({ get: { operationId: 'x', responses: { 200: { description: 'ok', content: { 'application/json': { schema: { $ref: `#/components/schemas/${ref}` } } } } } } });

beforeAll(async () => {
  [applications, identity] = await Promise.all([startStub(), startStub()]);
  service = await startService(gateway, { clock, env: { ...upstreamsAt('http://127.0.0.1:1'), APPLICATIONS_URL: applications.url, IDENTITY_URL: identity.url } });
}, 60_000);
beforeEach(() => {
  applications.forget();
  identity.forget();
});
afterAll(async () => {
  await service?.stop();
  await Promise.all([applications?.stop(), identity?.stop()]);
});

describe('parked events of all services', () => {
  test('stand in one list, oldest first as the services page; a service that is down is named and hides nothing', async () => {
    applications.on('GET', '/api/operations/parked-events', (_arrived, response) => json(response, 200, { items: [parked('applications', 1, '2026-11-01T11:00:00Z')], nextCursor: 'more-of-applications' }));
    identity.on('GET', '/api/operations/parked-events', (_arrived, response) => json(response, 200, { items: [parked('identity', 2, '2026-11-01T10:00:00Z')], nextCursor: null }));
    const answer = await service.client.as('admin').get('/api/operations/parked-events?limit=1');
    expect(answer.status).toBe(200);
    expect(answer.body.items.map(({ id }: { id: string }) => id)).toEqual([`identity.${uuid}2`, `applications.${uuid}1`]);
    expect(answer.body.unavailable).toEqual(upstreamNames.filter((name) => name !== 'applications' && name !== 'identity'));
    identity.forget();
    const next = await service.client.as('admin').get('/api/operations/parked-events', { query: { limit: 1, cursor: answer.body.nextCursor } });
    expect(next.status).toBe(200);
    expect(applications.arrived.at(-1)?.url).toBe('/api/operations/parked-events?limit=1&cursor=more-of-applications');
    expect(identity.arrived).toEqual([]);
  });

  test('go by the prefix of their id to the one that holds them', async () => {
    const answer = await service.client.as('admin').post(`/api/operations/parked-events/identity.${uuid}2/discard`, { reason: 'a test' });
    expect(answer.status).toBe(204);
    expect(identity.arrived[0]).toMatchObject({ method: 'POST', url: `/api/operations/parked-events/identity.${uuid}2/discard` });
    expect(identity.arrived[0]?.body.toString()).toBe('{"reason":"a test"}');
    expect(identity.arrived[0]?.headers['content-type']).toMatch(/^application\/json/);
  });

  test('need permission, a known prefix and a good cursor', async () => {
    expect((await service.client.as('reviewer').get('/api/operations/parked-events')).status).toBe(403);
    expect((await service.client.as('admin').post(`/api/operations/parked-events/gateway.${uuid}2/replay`)).status).toBe(404);
    expect((await service.client.as('admin').post('/api/operations/parked-events/identity.x/replay')).status).toBe(404);
    expect((await service.client.as('admin').get('/api/operations/parked-events?cursor=!!!')).body.code).toBe('http/invalid-cursor');
    expect((await service.client.as('admin').post(`/api/operations/parked-events/identity.${uuid}2/discard`, {})).body.errors[0].pointer).toBe('/reason');
  });
});

describe('the first page', () => {
  test('has the figures of every service that answers, in the caller’s name, and names those that do not', async () => {
    const open = { code: 'applications_open', count: 3, amount: null, link: '/api/partners?status=submitted' };
    applications.on('GET', '/api/dashboard', (_arrived, response) => json(response, 200, { figures: [open] }));
    const answer = await service.client.as('finance').get('/api/dashboard');
    expect([answer.status, answer.body]).toEqual([200, { figures: [open], unavailable: ['leads', 'commissions'] }]);
    expect(applications.arrived[0]?.headers.authorization).toMatch(/^Bearer /);
    expect((await service.client.get('/api/dashboard')).status).toBe(401);
  });

  test('is a broken service’s fault where its answer is none of these', async () => {
    applications.on('GET', '/api/dashboard', (_arrived, response) => json(response, 200, { figures: 'many' }));
    expect((await service.client.as('finance').get('/api/dashboard')).body.unavailable).toEqual(['applications', 'leads', 'commissions']);
  });
});

describe('the merged reference', () => {
  test('has what can be reached and nothing else, keeps clashing schemas apart, and remembers a service that is down', async () => {
    applications.on('GET', '/internal/openapi.json', (_arrived, response) =>
      json(response, 200, document({ '/api/programme': operation('Thing'), '/internal/secret': operation('Thing'), '/api/unlisted': operation('Thing') }, { Thing: { type: 'string' }, Same: { type: 'null' } })));
    identity.on('GET', '/internal/openapi.json', (_arrived, response) =>
      json(response, 200, document({ '/api/users': operation('Thing'), '/api/partners/login': { post: { responses: {} } } }, { Thing: { type: 'number' }, Same: { type: 'null' } })));
    const { body } = await service.client.get('/api/openapi.json');
    expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(['/api/programme', '/api/users', '/api/partners/login', '/api/notifications/stream']));
    expect(JSON.stringify(body)).not.toMatch(/internal|unlisted/);
    expect(body.components.schemas).toMatchObject({ Thing: { type: 'string' }, IdentityThing: { type: 'number' }, Same: { type: 'null' } });
    expect(body.paths['/api/users'].get.responses['200'].content['application/json'].schema.$ref).toBe('#/components/schemas/IdentityThing');
    expect(body.paths['/api/partners/login'].post.operationId).toBe('gateway.Session.signIn');
    identity.on('GET', '/internal/openapi.json', (_arrived, response) => json(response, 500, {}));
    clock.advance({ minutes: 10 });
    expect((await service.client.get('/api/openapi.json')).body.paths['/api/users']).toBeDefined();
  });
});

describe('pages and files', () => {
  test.each(['/', '/partner-portal.html', '/partner-portal', '/sign-in', '/deals/019320f0-0000-7000-8000-0000000000d1', '/api/docs'])('%s is a page under the strict policy', async (path) => {
    const answer = await service.client.get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.headers.get('content-security-policy')).toMatch(/script-src 'self'.*frame-ancestors 'none'/);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(answer.body).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=/);
  });

  test('a file named by its content is kept for good, and comes packed where it has been', async () => {
    const answer = await request(`${service.url}/assets/index-Ab12_-Cd.js`, { headers: { 'accept-encoding': 'gzip' } });
    await answer.body.dump();
    expect(answer.headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable', 'content-encoding': 'gzip', 'content-type': expect.stringMatching(/^(text|application)\/javascript/) });
  });

  test('other files are asked for again by their tag', async () => {
    const first = await service.client.get('/icon.svg');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    // Not by fetch, which adds "no-cache" to conditional requests.
    const again = await request(`${service.url}/icon.svg`, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
    await again.body.dump();
    expect([first.status, again.statusCode]).toEqual([200, 304]);
  });

  test('an address that is mistyped is the portal with 404 for a browser, and a problem for programs', async () => {
    const [forPeople, forPrograms, ofApi] = await Promise.all(
      [['/applyy', 'text/html,*/*;q=0.8'], ['/applyy', '*/*'], ['/api/nope', 'text/html']].map(async ([path, accept = '']) => fetch(service.url + path, { headers: { accept } })),
    );
    expect([forPeople?.status, forPeople?.headers.get('content-type'), await forPeople?.text()]).toEqual([404, 'text/html; charset=utf-8', expect.stringContaining('<script')]);
    expect(forPeople?.headers.get('content-security-policy')).toMatch(/script-src 'self'.*frame-ancestors 'none'/);
    for (const answer of [forPrograms, ofApi]) expect([answer?.status, answer?.headers.get('content-type')]).toEqual([404, expect.stringMatching(/^application\/problem\+json/)]);
  });

  test.each(['/assets/../../package.json', '/assets/%2e%2e/%2e%2e/package.json', '/.env', '/package.json', '/api/docs/assets/package.json', '/assets/', '/pages.json', '/nothing'])('%s is none', async (path) => {
    const { status } = await fetch(service.url + path);
    expect([400, 404]).toContain(status);
  });
});
