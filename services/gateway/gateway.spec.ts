import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startService, type StartedService } from '#libs/testing/start-service';
import { testTokens, newTestTokens, userIdOf } from '#libs/testing/test-tokens';
import { gateway } from './service.ts';
import { json, startStub, type Arrived, type Stub } from './testing/stub-upstream.ts';
import { upstreamsAt } from './testing/upstreams-at.ts';

let stub: Stub;
let service: StartedService;

function arrivedFirst(): Arrived {
  const [first] = stub.arrived;
  if (first === undefined) throw new Error('Nothing has arrived.');
  return first;
}

beforeAll(async () => {
  stub = await startStub();
  service = await startService(gateway, { env: { ...upstreamsAt(stub.url) } });
}, 60_000);
beforeEach(() => stub.forget());
afterAll(async () => {
  await service?.stop();
  await stub?.stop();
});

describe('what can be reached', () => {
  test('a public route needs no token, and passes none on', async () => {
    const answer = await service.client.as('admin').get('/api/programme?locale=en');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ method: 'GET', url: '/api/programme?locale=en' });
    expect(stub.arrived[0]?.headers.authorization).toBeUndefined();
  });

  test('a route for signed-in people passes the token on', async () => {
    expect((await service.client.as('admin').get('/api/users')).status).toBe(200);
    expect(stub.arrived[0]?.headers.authorization).toMatch(/^Bearer ey/);
  });

  test('a route for everybody passes a valid token on, and of a stale one nothing', async () => {
    const file = '/api/resources/0198c0de-0000-7000-8000-000000000000/file';
    for (const [client, passed] of [
      [service.client, false], [service.client.as('admin'), true], [service.client.withToken(testTokens().sign({ exp: 1_700_000_000 })), false], [service.client.withToken('nonsense'), false],
    ] as const) {
      stub.forget();
      expect((await client.get(file)).status).toBe(200);
      expect(arrivedFirst().headers.authorization !== undefined).toBe(passed);
    }
  });

  test('an answer is kept by nobody, read by no other site, and followed to no other place', async () => {
    stub.on('GET', '/api/programme', (_arrived, response) => void response.writeHead(302, { location: `${stub.url}/elsewhere` }).end());
    const answer = await fetch(`${service.url}/api/programme`, { headers: { origin: 'https://elsewhere.example' }, redirect: 'manual' });
    expect(stub.arrived.map(({ url }) => url)).toEqual(['/api/programme']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  test.each([['/api/nothing'], ['/internal/openapi.json'], ['/.well-known/jwks.json'], ['/api/internal/feed'], ['/internal/feed?after=0'], ['/api/USERS'], ['/health/live'], ['/metrics']])(
    '%s is not there',
    async (path) => {
      const answer = await service.client.as('admin').get(path);
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ code: 'http/not-found', status: 404 });
      expect(stub.arrived).toEqual([]);
    },
  );

  test('another method of a path that is there is 405 and names the right ones', async () => {
    const answer = await service.client.send('PUT', '/api/users', {});
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, POST');
  });
});

describe('tokens', () => {
  const seconds = () => Math.floor(Date.now() / 1000);
  test.each([
    ['none', () => undefined, 'auth/token-missing'],
    ['one that has expired', () => testTokens().sign({ exp: seconds() - 60 }), 'auth/token-expired'],
    ['one of another issuer’s key', () => newTestTokens().sign(), 'auth/token-invalid'],
    ['one for another audience', () => testTokens().sign({ aud: 'somebody-else' }), 'auth/token-invalid'],
    ['an unsigned one', () => testTokens().forge({ alg: 'none', kid: testTokens().kid }, {}, () => Buffer.alloc(0)), 'auth/token-invalid'],
    ['garbage', () => 'not.a.token', 'auth/token-invalid'],
  ])('%s is refused here already', async (_name, token, code) => {
    const value = token();
    const client = value === undefined ? service.client : service.client.withToken(value);
    const answer = await client.get('/api/users');
    expect(answer.status).toBe(401);
    expect(answer.body.code).toBe(code);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(stub.arrived).toEqual([]);
  });

  test('the cookie’s token replaces what a page sends as Authorization', async () => {
    const token = testTokens().sign({ sub: userIdOf('cookie') });
    const client = service.client.withToken('whatever');
    client.setCookie('__Host-pms_access', token);
    expect((await client.get('/api/users')).status).toBe(200);
    expect(stub.arrived[0]?.headers.authorization).toBe(`Bearer ${token}`);
    expect(stub.arrived[0]?.headers.cookie).toBeUndefined();
  });
});

describe('what a service is told', () => {
  test('only what a client may say, and the address and correlation id are ours', async () => {
    const answer = await service.client
      .with({ 'x-client-address': '6.6.6.6', 'x-forwarded-for': '6.6.6.6', forwarded: 'for=6.6.6.6', 'x-real-ip': '6.6.6.6', 'x-correlation-id': 'chosen-by-a-client', 'x-user': 'admin', 'idempotency-key': 'k1', 'accept-language': 'de' })
      .post('/api/partners/apply', { a: 1 });
    expect(answer.status).toBe(200);
    const { headers, body } = arrivedFirst();
    expect(Object.keys(headers).toSorted()).toEqual(
      ['accept', 'accept-language', 'connection', 'content-length', 'content-type', 'host', 'idempotency-key', 'traceparent', 'user-agent', 'x-client-address', 'x-correlation-id'],
    );
    expect(headers['x-client-address']).toBe('127.0.0.1');
    expect(headers['x-correlation-id']).toBe(answer.headers.get('x-correlation-id'));
    expect(headers['x-correlation-id']).toMatch(/^[0-9a-f]{32}$/);
    expect(body.toString()).toBe('{"a":1}');
  });

  test('the trace of a page of ours goes on, anybody else’s begins here', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const traceparent = `00-${traceId}-00f067aa0ba902b7-00`;
    const answer = await service.client.with({ traceparent, 'sec-fetch-site': 'same-origin' }).get('/api/programme');
    expect([arrivedFirst().headers.traceparent, answer.headers.get('x-correlation-id')]).toEqual([expect.stringContaining(traceId), expect.not.stringContaining(traceId)]);
    expect(arrivedFirst().headers['x-correlation-id']).toBe(answer.headers.get('x-correlation-id'));
    stub.forget();
    await service.client.with({ traceparent }).get('/api/programme');
    expect(arrivedFirst().headers.traceparent).not.toContain(traceId);
  });

  test('nothing that a service sets for itself reaches the client', async () => {
    stub.on('GET', '/api/catalogue', (_arrived, response) => json(response, 200, {}, { 'set-cookie': 'a=b', server: 'secret/1.0', 'x-powered-by': 'x', etag: '"1"', connection: 'x-hop, keep-alive', 'x-hop': '1' }));
    const { headers } = await service.client.get('/api/catalogue');
    for (const name of ['set-cookie', 'server', 'x-powered-by', 'x-hop']) expect(headers.get(name)).toBeNull();
    expect(headers.get('etag')).toBe('"1"');
  });
});
