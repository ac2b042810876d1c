import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { newTestTokens, testTokens } from '#libs/testing/test-tokens';
import { gateway } from '../service.ts';
import { json, startStub, type Stub } from '../testing/stub-upstream.ts';
import { upstreamsAt } from '../testing/upstreams-at.ts';

const clock = new FixedClock('2026-11-02T09:00:00.000Z');
const session = {
  user: { id: '0191d3a0-0000-7000-8000-000000000001', name: 'Amara', email: 'a@example.com', locale: 'en', roles: ['owner'], permissions: ['partner:read'] },
  partner: null,
  redirectTo: '/partner-portal.html',
  expiresAt: '2026-11-02T09:10:00.000Z',
};
const tokens = () => ({ accessToken: testTokens().sign(), accessExpiresAt: '2026-11-02T09:10:00.000Z', refreshToken: 'refresh-1', refreshExpiresAt: '2026-11-02T21:00:00.000Z' });
const refusal = (status: number, code: string) => ({ type: 'urn:x', title: 'No', status, code });

let stub: Stub;
let service: StartedService;

beforeAll(async () => {
  stub = await startStub();
  service = await startService(gateway, { clock, env: { ...upstreamsAt(stub.url), ALLOWED_ORIGINS: 'https://crm.example' } });
}, 60_000);
beforeEach(() => {
  stub.forget();
  stub.on('POST', '/api/partners/login', (_arrived, response) => json(response, 200, { ...session, tokens: tokens() }));
  stub.on('POST', '/api/session/refresh', (_arrived, response) => json(response, 200, { ...session, tokens: { ...tokens(), refreshToken: 'refresh-2' } }));
  stub.on('DELETE', '/api/session', (_arrived, response) => void response.writeHead(204).end());
});
afterAll(async () => {
  await service?.stop();
  await stub?.stop();
});

const credentials = { email: 'a@example.com', password: 'a long and lovely sentence' };

test('signing in sets two cookies, and no token is in the answer', async () => {
  const client = service.client.anonymous();
  const answer = await client.post('/api/partners/login', credentials);
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual(session);
  expect(answer.headers.getSetCookie().map((line) => line.replace(/=[^;]+/, '=…'))).toEqual([
    '__Host-pms_access=…; Max-Age=600; Path=/; HttpOnly; SameSite=Strict; Secure',
    '__Host-pms_refresh=…; Max-Age=43200; Path=/; HttpOnly; SameSite=Strict; Secure',
  ]);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect((await client.get('/api/users')).status).toBe(200);
});

test('a refusal of identity goes on unchanged', async () => {
  stub.on('POST', '/api/partners/login', (_arrived, response) => json(response, 401, { ...refusal(401, 'identity/invalid-credentials'), detail: 'x' }));
  const answer = await service.client.anonymous().post('/api/partners/login', credentials);
  expect(answer.status).toBe(401);
  expect(answer.body).toMatchObject({ code: 'identity/invalid-credentials', title: 'No', detail: 'x' });
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test('an answer that is not what identity promises sets nothing and shows nothing', async () => {
  stub.on('POST', '/api/partners/login', (_arrived, response) => json(response, 200, { ...session, tokens: { accessToken: 'only-one' } }));
  const answer = await service.client.anonymous().post('/api/partners/login', credentials);
  expect(answer.status).toBe(502);
  expect(JSON.stringify(answer.body)).not.toMatch(/only-one/);
});

test('a refresh takes the cookie, not the body, and rotates both', async () => {
  const client = service.client.anonymous();
  client.setCookie('__Host-pms_refresh', 'refresh-1');
  expect((await client.post('/api/session/refresh', { refreshToken: 'of-somebody-else' })).status).toBe(422);
  expect(stub.arrived).toEqual([]);
  const answer = await client.post('/api/session/refresh', {});
  expect(answer.status).toBe(200);
  expect(JSON.parse(stub.arrived[0]?.body.toString() ?? '')).toEqual({ refreshToken: 'refresh-1' });
  expect(client.cookie('__Host-pms_refresh')).toBe('refresh-2');
});

test('a refresh without a cookie is 401 and asks nobody; one that fails forgets the cookies', async () => {
  expect((await service.client.anonymous().post('/api/session/refresh', {})).body.code).toBe('auth/token-missing');
  expect(stub.arrived).toEqual([]);
  stub.on('POST', '/api/session/refresh', (_arrived, response) => json(response, 401, refusal(401, 'identity/session-over')));
  const client = service.client.anonymous();
  client.setCookie('__Host-pms_refresh', 'old');
  expect((await client.post('/api/session/refresh', {})).status).toBe(401);
  expect(client.cookie('__Host-pms_refresh')).toBeUndefined();
});

describe('a page that says whose it is', () => {
  const client = (person: string) => service.client.withToken(testTokens().sign({ sub: session.user.id, roles: ['owner'] })).with({ 'x-signed-in-as': person });
  const somebodyElse = '0191d3a0-0000-7000-8000-0000000000ff';

  test('is answered where the session is that person’s, and refused where it is another’s', async () => {
    expect((await client(session.user.id).get('/api/users')).status).toBe(200);
    stub.forget();
    for (const answer of [await client(somebodyElse).get('/api/users'), await client(somebodyElse).get('/api/notifications/stream', { query: { person: somebodyElse } })]) {
      expect([answer.status, answer.body.code]).toEqual([401, 'auth/other-person']);
    }
    expect((await service.client.withToken(testTokens().sign({ sub: session.user.id, roles: ['owner'] })).get('/api/notifications/stream', { query: { person: somebodyElse } })).body.code).toBe('auth/other-person');
    expect(stub.arrived).toEqual([]);
  });

  test('gets no renewed session of another, whose cookies stay good', async () => {
    const page = service.client.anonymous().with({ 'x-signed-in-as': somebodyElse });
    page.setCookie('__Host-pms_refresh', 'refresh-1');
    const answer = await page.post('/api/session/refresh', {});
    expect([answer.status, answer.body.code]).toEqual([401, 'auth/other-person']);
    expect(page.cookie('__Host-pms_refresh')).toBe('refresh-2');
  });
});

describe('signing out', () => {
  test('ends the session and forgets the cookies', async () => {
    const client = service.client.anonymous();
    await client.post('/api/partners/login', credentials);
    expect((await client.delete('/api/session')).status).toBe(204);
    expect(stub.arrived.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /api/partners/login', 'DELETE /api/session']);
    expect(stub.arrived[1]?.headers.authorization).toMatch(/^Bearer ey/);
    expect([client.cookie('__Host-pms_access'), client.cookie('__Host-pms_refresh')]).toEqual([undefined, undefined]);
  });

  test('with an expired access token takes a last refresh, so that the session really ends', async () => {
    const client = service.client.anonymous();
    client.setCookie('__Host-pms_refresh', 'refresh-1');
    expect((await client.delete('/api/session')).status).toBe(204);
    expect(stub.arrived.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /api/session/refresh', 'DELETE /api/session']);
  });

  describe('on a page of somebody who was signed in before', () => {
    const [cookie, refreshCookie] = ['__Host-pms_access', '__Host-pms_refresh'];
    const signOut = async (person: string, access?: string) => {
      const client = service.client.anonymous().with({ 'x-signed-in-as': person });
      if (access !== undefined) client.setCookie(cookie, access);
      client.setCookie(refreshCookie, 'refresh-1');
      const answer = await client.delete('/api/session');
      return [answer.status, answer.body?.code, client.cookie(refreshCookie)];
    };
    const access = () => testTokens().sign({ sub: session.user.id, roles: ['owner'] });
    const another = '0191d3a0-0000-7000-8000-0000000000ff';
    const asked = () => stub.arrived.map(({ method, url }) => `${method} ${url}`);

    test('ends no session of who has signed in since', async () => {
      expect(await signOut(another, access())).toEqual([401, 'auth/other-person', 'refresh-1']);
      expect(asked()).toEqual([]);
      expect(await signOut(another)).toEqual([401, 'auth/other-person', 'refresh-2']);
      expect(asked()).toEqual(['POST /api/session/refresh']);
    });

    test('ends that person’s own', async () => {
      expect(await signOut(session.user.id, access())).toEqual([204, undefined, undefined]);
      expect(await signOut(session.user.id)).toEqual([204, undefined, undefined]);
      expect(await signOut(session.user.id, newTestTokens().sign())).toEqual([204, undefined, undefined]);
      expect(asked()).toEqual(['DELETE /api/session', 'POST /api/session/refresh', 'DELETE /api/session', 'DELETE /api/session']);
    });
  });

  test('without any session is no error', async () => {
    expect((await service.client.anonymous().delete('/api/session')).status).toBe(204);
    expect(stub.arrived).toEqual([]);
  });
});

describe('other sites', () => {
  test.each([
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }, 200],
    [{ origin: 'https://crm.example', 'sec-fetch-site': 'cross-site' }, 200],
    [{}, 200],
  ])('a POST with %j is %i', async (headers, status) => {
    const answer = await service.client.with(headers).post('/api/programme/qualification', {});
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body.code).toBe('gateway/cross-site');
    expect(stub.arrived).toHaveLength(status === 200 ? 1 : 0);
  });
});

test('a stale or foreign cookie does not keep anybody from signing in', async () => {
  const client = service.client.anonymous();
  client.setCookie('__Host-pms_access', newTestTokens().sign());
  expect((await client.post('/api/partners/login', credentials)).status).toBe(200);
});

test('no password and no token is in the log', () => {
  expect(service.logText()).not.toMatch(/lovely sentence|refresh-1|eyJ/);
});
