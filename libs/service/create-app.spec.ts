import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Body, Controller, Get, HttpCode, Module, Param, Post, Query } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { Foundation1700000000000 } from '#libs/database/foundation.migration';
import { Database } from '#libs/database/database';
import { Idempotency } from '#libs/database/idempotency';
import type { Actor } from '#libs/database/actor';
import { currentContext } from '#libs/messaging/context';
import { Erasure1700000000003 } from '#libs/messaging/erasure.migration';
import { Messaging1700000000001 } from '#libs/messaging/messaging.migration';
import { eventually } from '#libs/testing/eventually';
import type { HttpClient } from '#libs/testing/http-client';
import { startService, type StartedService } from '#libs/testing/start-service';
import { Answers } from './answers.ts';
import { Public, Requires, SignedIn } from './auth/access.ts';
import { CurrentActor } from './auth/current.ts';
import { defineConfig } from './config.ts';
import { exportOpenApi } from './create-app.ts';
import { IdempotencyKey, type IdempotencyRequest } from './http.ts';
import { defineService } from './service.ts';

const body = z.strictObject({ name: z.string().min(1).max(20), address: z.strictObject({ city: z.string().max(10) }).optional() });
const query = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(25) });
const problemSchema = z.object({ errors: z.array(z.object({ pointer: z.string() })) });
const echo = z.object({ name: z.string() });

@Controller('things')
class ThingsController {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
  ) {}

  @Get('actor')
  @SignedIn()
  actor(@CurrentActor() actor: Actor) {
    return actor;
  }

  @Get('context')
  @Public()
  context() {
    return currentContext();
  }

  @Post('context')
  @Public()
  @HttpCode(200)
  contextAfterBody() {
    return currentContext();
  }

  @Get()
  @Public()
  list(@Query({ schema: query }) { limit }: z.output<typeof query>) {
    return { limit };
  }

  @Get('unstated')
  unstated() {
    return {};
  }

  @Get('status/:token')
  @Public()
  status() {
    return { ok: true };
  }

  @Get('fail/:how')
  @Public()
  async fail(@Param('how') how: string) {
    if (how === 'sql') await this.database.inTransaction({ kind: 'public' }, (tx) => tx.query('SELECT secret_column FROM nowhere'));
    if (how === 'nul') await this.database.inTransaction({ kind: 'public' }, (tx) => tx.query('SELECT $1::text', ['a\0b']));
    throw new Error('the password is hunter2');
  }

  @Get(':id')
  @Public()
  one(@Param('id', { schema: z.uuid() }) id: string) {
    return { id };
  }

  @Post()
  @Requires('users:manage')
  @Answers(201, echo, 'Made')
  make(@CurrentActor() actor: Actor, @Body({ schema: body }) { name }: z.output<typeof body>, @IdempotencyKey() request: IdempotencyRequest | undefined) {
    return this.database.inTransaction(actor, (tx) => this.idempotency.once(tx, request, async () => ({ name, made: Math.random() })));
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

class Config extends defineConfig({}) {}
const things = defineService({
  name: 'things',
  description: 'For this spec.',
  config: Config,
  migrations: [Foundation1700000000000, Messaging1700000000001, Erasure1700000000003],
  module: ThingsModule,
});

let service: StartedService;
let client: HttpClient;
beforeAll(async () => {
  service = await startService(things);
  ({ client } = service);
}, 60_000);
afterAll(() => service?.stop(), 60_000);

describe('bodies', () => {
  const post = (raw: string | Uint8Array<ArrayBuffer>, headers = {}) => client.as('admin').post('/api/things', undefined, { raw, headers });

  test.each([
    ['cut short', '{"name": "a', 400, 'http/malformed-json'],
    ['empty', '', 400, 'http/malformed-json'],
    ['a key twice', '{"name":"a","name":"b"}', 400, 'http/duplicate-key'],
    ['10,000 levels', '['.repeat(10_000) + ']'.repeat(10_000), 400, 'http/too-deep'],
    ['__proto__', '{"name":"a","__proto__":{"admin":true}}', 400, 'http/forbidden-key'],
    ['no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400, 'http/malformed-text'],
    ['1 MB', `{"name":"${'a'.repeat(1_000_000)}"}`, 413, 'http/payload-too-large'],
    ['a name too long', `{"name":"${'a'.repeat(300)}"}`, 422, 'http/validation-failed'],
  ])('%s', async (_what, raw, status, code) => {
    const answer = await post(raw);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(answer.body.correlationId).toBe(answer.headers.get('x-correlation-id'));
  });

  test('one that is too large is refused while it is still being sent, and read to its end: who sends it gets the answer and no reset', async () => {
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    socket.write('POST /api/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"');
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 413 /);
    socket.write('a'.repeat(999_999));
    socket.write('GET /api/things HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /);
    socket.destroy();
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16'])('of type %s', async (type) => {
    const answer = await post('{"name":"a"}', { 'content-type': type });
    expect([answer.status, answer.body.code]).toEqual([415, 'http/unsupported-media-type']);
  });

  test('wrong and unknown fields each have their pointer', async () => {
    const answer = await client.as('admin').post('/api/things', { name: '', address: { city: 'x'.repeat(11), 'a/b': 1 }, more: 1 });
    expect(answer.status).toBe(422);
    const { errors } = answer.as(problemSchema);
    expect(errors.map(({ pointer }) => pointer).toSorted()).toEqual(['/address/a~1b', '/address/city', '/more', '/name']);
  });

  test('a query is 422, a malformed id 404', async () => {
    expect((await client.get('/api/things?limit=1000')).body).toMatchObject({ status: 422, errors: [{ pointer: '/limit', in: 'query' }] });
    expect((await client.get('/api/things/nonsense')).body).toMatchObject({ status: 404, code: 'http/not-found' });
  });
});

describe('access', () => {
  test('without a token, with too little, with enough', async () => {
    expect((await client.post('/api/things', { name: 'a' })).body).toMatchObject({ status: 401, code: 'auth/token-missing' });
    expect((await client.as('reviewer').post('/api/things', { name: 'a' })).body).toMatchObject({ status: 403, code: 'auth/forbidden' });
    expect((await client.as('admin').post('/api/things', { name: 'a' })).status).toBe(201);
  });

  test('a route that states none is closed even to an admin', async () => {
    expect((await client.as('admin').get('/api/things/unstated')).status).toBe(403);
    expect((await client.get('/api/things/unstated')).status).toBe(401);
  });

  test('the actor is a partner’s user or the vendor’s', async () => {
    const partnerId = '019a4000-0000-7000-8000-000000000001';
    expect((await client.asPartner(partnerId, 'seller').get('/api/things/actor')).body).toMatchObject({ kind: 'user', partnerId, roles: ['seller'] });
    expect((await client.as('finance').get('/api/things/actor')).body).toMatchObject({ kind: 'vendor', roles: ['finance'] });
  });
});

describe('idempotency', () => {
  test('the same request gets the same answer, another body 422, a bad header 422', async () => {
    const admin = client.as('admin');
    const send = (name: string, key = 'key-1') => admin.post('/api/things', { name }, { headers: { 'idempotency-key': key } });
    const first = await send('a');
    expect((await send('a')).body).toEqual(first.body);
    expect((await send('b')).body).toMatchObject({ status: 422, code: 'http/idempotency-mismatch' });
    expect((await send('a', 'x'.repeat(201))).body).toMatchObject({ status: 422, code: 'http/invalid-idempotency-key' });
  });
});

describe('errors of ours', () => {
  test.each(['sql', 'other'])('%s: nothing leaks, the log knows', async (how) => {
    const answer = await client.get(`/api/things/fail/${how}`, { headers: { 'x-correlation-id': `spec-${how}-1` } });
    expect(answer.body).toEqual({ type: 'urn:problem:http:internal', title: expect.any(String), status: 500, code: 'http/internal', correlationId: `spec-${how}-1` });
    const line = service.logs().find((each) => each.level === 'error' && each.correlationId === `spec-${how}-1`);
    expect(line?.err).toMatchObject({ message: expect.stringMatching(/nowhere|hunter2/) });
  });

  test('a value that PostgreSQL cannot take is 400', async () => {
    expect((await client.get('/api/things/fail/nul')).body).toMatchObject({ status: 400, code: 'http/invalid-input' });
  });

  test('no such path, no such method, an undecodable path', async () => {
    expect((await client.get('/api/nothing')).body).toMatchObject({ status: 404, code: 'http/not-found' });
    const answer = await client.as('admin').delete('/api/things');
    expect([answer.status, answer.body.code, answer.headers.get('allow')]).toEqual([405, 'http/method-not-allowed', 'GET, POST']);
    expect((await client.get('/api/%zz')).body).toMatchObject({ status: 400, code: 'http/malformed-url' });
  });
});

describe('what a request sets off', () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

  test.each(['get', 'post'] as const)('knows its correlation id and trace (%s)', async (method) => {
    const { body: context } = await client.with({ 'x-correlation-id': 'order-12345', traceparent })[method]('/api/things/context', {});
    expect(context).toMatchObject({ correlationId: 'order-12345', traceparent: expect.stringMatching(/^00-4bf92f3577b34da6a3ce929d0e0e4736-/) });
    expect(context.traceparent).not.toBe(traceparent);
  });

  test('an odd correlation id is replaced', async () => {
    const answer = await client.get('/api/things/context', { headers: { 'x-correlation-id': 'a b"c' } });
    expect(answer.headers.get('x-correlation-id')).toMatch(/^[0-9a-f]{32}$/);
  });

  test.each(['', '/fail/other'])('every line about it has both ids (/api/things%s)', async (path) => {
    const traceId = randomBytes(16).toString('hex');
    await client.with({ 'x-correlation-id': `spec-${traceId}`, traceparent: `00-${traceId}-00f067aa0ba902b7-01` }).get(`/api/things${path}`);
    const lines = () => service.logs().filter((each) => each.correlationId === `spec-${traceId}` || each.traceId === traceId);
    await eventually(() => expect(lines().map(({ msg }) => msg)).toEqual(path === '' ? ['request'] : ['Answered 500', 'request']));
    expect(lines().filter((each) => each.correlationId !== `spec-${traceId}` || each.traceId !== traceId)).toEqual([]);
  });

  test('a token in a path or header is in no log line', async () => {
    const token = 'status-token-4711-abcdef';
    await client.with({ authorization: `Bearer ${token}`, cookie: `session=${token}` }).get(`/api/things/status/${token}`);
    await eventually(() => expect(service.logText()).toContain('/api/things/status/:token'));
    expect(service.logText()).not.toContain(token);
  });
});

describe('operations', () => {
  test('readiness, liveness, metrics', async () => {
    await eventually(async () => expect((await (await fetch(`${service.managementUrl}/health/ready`)).json())).toMatchObject({ status: 'ready', checks: { database: 'ok', broker: 'ok' } }), { timeoutMs: 20_000 });
    expect((await fetch(`${service.managementUrl}/health/live`)).status).toBe(200);
    const metrics = await (await fetch(`${service.managementUrl}/metrics`)).text();
    const names = metrics.split('\n').map((line) => line.split(' ')[0]);
    expect(names).toContain('http_request_duration_seconds_count{service="things",method="POST",route="/api/things",status="201"}');
    expect(names).toContain('database_pool_connections{service="things"}');
  });

  test('parked events are listed, and only for those who may', async () => {
    expect((await client.as('admin').get('/api/operations/parked-events')).body).toEqual({ items: [], nextCursor: null });
    expect((await client.as('reviewer').get('/api/operations/parked-events')).status).toBe(403);
    expect((await client.as('admin').get('/api/operations/parked-events?cursor=x')).body.code).toBe('http/invalid-cursor');
    expect((await client.as('admin').post('/api/operations/parked-events/things.019a4000-0000-7000-8000-000000000001/replay')).status).toBe(404);
  });

  test('the OpenAPI document states schemas and access, and needs no running service', async () => {
    const { body: served } = await client.get('/internal/openapi.json');
    const make = served.paths['/api/things'].post;
    expect(make['x-requires']).toBe('users:manage');
    expect(make.requestBody.content['application/json'].schema).toMatchObject({ type: 'object', required: ['name'], additionalProperties: false });
    expect(make.responses['201'].content['application/json'].schema.properties).toHaveProperty('name');
    expect(make.parameters).toContainEqual(expect.objectContaining({ name: 'Idempotency-Key', in: 'header' }));
    expect(served.paths['/api/things'].get).toMatchObject({ 'x-requires': 'public', parameters: [expect.objectContaining({ name: 'limit', in: 'query' })] });
    const exported = await exportOpenApi(things, { PUBLIC_URL: 'http://localhost', DATABASE_URL: 'postgres://x@127.0.0.1:1/x', KAFKA_BROKERS: '127.0.0.1:1', ERASURE_KEY: 'k'.repeat(32), JWKS_URL: 'http://127.0.0.1:1' });
    expect(JSON.parse(JSON.stringify(exported))).toEqual(served);
  });
});
