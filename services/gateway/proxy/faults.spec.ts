import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startService, type StartedService } from '#libs/testing/start-service';
import { routes } from '../routes.ts';
import { gateway } from '../service.ts';
import { json, startStub, type Stub } from '../testing/stub-upstream.ts';
import { upstreamsAt } from '../testing/upstreams-at.ts';

let stub: Stub;
let rude: Server;
let rudeAnswer: (socket: Socket) => void;
let rudeCalls = 0;
let service: StartedService;

beforeAll(async () => {
  stub = await startStub();
  rude = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      rudeCalls += 1;
      rudeAnswer(socket);
    });
  });
  await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
  const address = rude.address();
  const rudeUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  service = await startService(gateway, { env: { ...upstreamsAt('http://127.0.0.1:1'), APPLICATIONS_URL: stub.url, IDENTITY_URL: rudeUrl, BODY_LIMIT: '300000' } });
}, 60_000);
beforeEach(() => {
  stub.forget();
  rudeCalls = 0;
});
afterAll(async () => {
  await service?.stop();
  await stub?.stop();
  rude?.close();
});

/** Bytes as they are, for what no client library would send; what is answered is waited for, and a moment longer for what should not come. */
async function raw(lines: string): Promise<string> {
  const { port } = new URL(service.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(lines);
  const answer = text(socket);
  await once(socket, 'readable');
  await pause(100);
  socket.end();
  return answer;
}

describe('a service that', () => {
  test('is down: 503, nothing was done, come back', async () => {
    const answer = await service.client.as('admin').get('/api/notifications');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(answer.body).toMatchObject({ code: 'gateway/upstream-unavailable', status: 503 });
    expect(answer.body.correlationId).toBe(answer.headers.get('x-correlation-id'));
  });

  test('breaks off: 502, and the request is not sent again', async () => {
    rudeAnswer = (socket) => socket.resetAndDestroy();
    const answer = await service.client.post('/api/activation', { token: 'abc', password: 'x' });
    expect(answer.status).toBe(502);
    expect(answer.body.code).toBe('gateway/upstream-broken');
    expect(rudeCalls).toBe(1);
  });

  test('breaks off a GET: not sent again either, since it may have been heard', async () => {
    rudeAnswer = (socket) => socket.resetAndDestroy();
    expect((await service.client.as('admin').get('/api/users')).status).toBe(502);
    expect(rudeCalls).toBe(1);
  });

  test('speaks no HTTP: 502', async () => {
    rudeAnswer = (socket) => socket.end('220 mail.example ESMTP\r\n');
    expect((await service.client.as('admin').get('/api/users')).status).toBe(502);
  });

  test('ends in the middle of a small answer: 502 and not half of it', async () => {
    rudeAnswer = (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"half":');
    expect((await service.client.as('admin').get('/api/users')).status).toBe(502);
  });

  test('ends in the middle of a large answer: the client notices', async () => {
    rudeAnswer = (socket) => socket.end(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n${'x'.repeat(1000)}`);
    await expect(service.client.as('admin').get('/api/users')).rejects.toThrow(/terminated|fetch failed/);
  });

  test('takes too long: 504 in the route’s time', async () => {
    const route = routes.find(({ path }) => path === '/api/catalogue');
    expect(route?.timeout).toBe(10_000);
    const given = Promise.withResolvers<void>();
    stub.on('GET', '/api/catalogue', async (_arrived, response) => {
      await given.promise;
      response.end();
    });
    const started = performance.now();
    const answer = await service.client.get('/api/catalogue');
    given.resolve();
    expect(answer.status).toBe(504);
    expect(answer.body.code).toBe('gateway/upstream-timeout');
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test('answers a lot: it comes through whole', async () => {
    const items = Array.from({ length: 40_000 }, (_, index) => `item ${index}`);
    stub.on('GET', '/api/catalogue', (_arrived, response) => json(response, 200, { items }));
    expect((await service.client.get('/api/catalogue')).body.items).toHaveLength(40_000);
  });
});

describe('bodies', () => {
  test('above the route’s size are 413 and reach no service', async () => {
    const answer = await service.client.post('/api/programme/qualification', undefined, { raw: `{"a":"${'x'.repeat(70_000)}"}` });
    expect(answer.status).toBe(413);
    expect(answer.body.code).toBe('http/payload-too-large');
    expect((await service.client.post('/api/partners/apply', undefined, { raw: `{"a":"${'x'.repeat(70_000)}"}` })).status).toBe(200);
    expect(stub.arrived).toHaveLength(1);
  });

  test.each([['text/plain'], ['application/x-www-form-urlencoded'], ['multipart/form-data; boundary=x'], ['application/json; charset=utf-16']])('as %s are 415', async (type) => {
    const answer = await service.client.post('/api/programme/qualification', undefined, { raw: 'a=1', headers: { 'content-type': type } });
    expect(answer.status).toBe(415);
    expect(stub.arrived).toEqual([]);
  });

  test('sent in chunks above the size are 413 too', async () => {
    const answer = await raw(`POST /api/programme/qualification HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n11170\r\n${'x'.repeat(70_000)}\r\n0\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 413/);
    expect(stub.arrived).toEqual([]);
  });

  test('sent in chunks arrive with a length', async () => {
    await raw('POST /api/programme/qualification HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n');
    expect(stub.arrived[0]?.headers).toMatchObject({ 'content-length': '2' });
    expect(stub.arrived[0]?.headers['transfer-encoding']).toBeUndefined();
  });
});

describe('smuggling', () => {
  const second = 'GET /internal/openapi.json HTTP/1.1\r\nhost: x\r\n\r\n';
  const post = (headers: string, body: string) => `POST /api/programme/qualification HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${headers}\r\n\r\n${body}`;
  test.each([
    ['length and chunks at once', post('content-length: 4\r\ntransfer-encoding: chunked', `0\r\n\r\n${second}`)],
    ['two lengths', post('content-length: 2\r\ncontent-length: 60', `{}${second}`)],
    ['a list of lengths', post('content-length: 2, 60', `{}${second}`)],
    ['an unknown coding', post('transfer-encoding: xchunked', `0\r\n\r\n${second}`)],
    ['chunked twice', post('transfer-encoding: chunked, identity', `0\r\n\r\n${second}`)],
    ['a bare line feed in a header', post('content-length: 2\nx: y', `{}${second}`)],
    ['a space before the colon', post('transfer-encoding : chunked', `0\r\n\r\n${second}`)],
    ['a folded header', post('x: a\r\n content-length: 60', `{}${second}`)],
  ])('%s: refused, and nothing inside is reached', async (_name, bytes) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toMatch(/ 200 /);
    expect(stub.arrived.filter(({ url }) => url.startsWith('/internal'))).toEqual([]);
  });

  test.each([
    ['/api/../internal/openapi.json'], ['/api/%2e%2e/internal/openapi.json'], ['/api/..%2finternal%2fopenapi.json'], ['//internal/openapi.json'], ['/api//internal/feed'],
    ['/api/applications/status/..%2f..%2f..%2finternal%2ffeed'], ['/api/applications/status/%2e%2e'], ['/api/applications/%252e%252e%252finternal'], ['/internal/openapi.json'],
    ['/api/applications/..\\internal'], ['/api/programme/..;/internal'], ['/API/programme'], ['http://127.0.0.1/internal/openapi.json'], ['/api/programme#/../internal'], ['/%61pi/../internal/feed'],
  ])('%s leads nowhere', async (target) => {
    const answer = await raw(`GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(stub.arrived).toEqual([]);
  });

  test('a path with a host in front is not followed there', async () => {
    const answer = await raw('GET http://evil.example/api/programme HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    expect(stub.arrived).toEqual([]);
  });

  test('a header named by Connection does not pass, nor do hop-by-hop ones', async () => {
    await raw('GET /api/programme HTTP/1.1\r\nhost: x\r\nconnection: close, x-client-address\r\nx-client-address: 6.6.6.6\r\nte: trailers\r\nupgrade: websocket\r\nproxy-authorization: Basic x\r\n\r\n');
    expect(stub.arrived[0]?.headers['x-client-address']).toBe('127.0.0.1');
    for (const name of ['te', 'upgrade', 'proxy-authorization']) expect(stub.arrived[0]?.headers[name]).toBeUndefined();
  });
});

test('no token of a link, cookie or header is in the log', async () => {
  await service.client.withToken('bearer-secret-token').get('/api/applications/status/status-secret-token?x=query-secret-token');
  await service.client.with({ cookie: '__Host-pms_access=cookie-secret-token' }).get('/api/users');
  await service.client.get('/api/nothing/path-secret-token');
  await service.client.with({ referer: 'http://localhost/#token=referer-secret-token' }).as('admin').get('/api/notifications');
  expect(service.logText()).not.toMatch(/secret-token/);
});
