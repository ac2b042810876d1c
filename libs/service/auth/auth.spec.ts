import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { Controller, Get, Module } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { FixedClock } from '#libs/testing/fixed-clock';
import type { HttpClient } from '#libs/testing/http-client';
import { startService, type StartedService } from '#libs/testing/start-service';
import { newTestTokens, testTokens } from '#libs/testing/test-tokens';
import { defineConfig } from '../config.ts';
import { defineService } from '../service.ts';
import { Public, SignedIn } from './access.ts';
import { Jwks } from './jwks.ts';
import { routesOf } from './routes.ts';

@Controller('me')
class MeController {
  @Get()
  @SignedIn()
  me() {
    return { ok: true };
  }

  @Get('open')
  @Public()
  open() {
    return { ok: true };
  }

  @Get('forgotten')
  forgotten() {
    return {};
  }
}

/** One handler for two controllers that differ in who may call it. */
abstract class Shared {
  @Get('shared')
  shared() {
    return { ok: true };
  }
}

@Controller('open-to-all')
@Public()
class OpenController extends Shared {}

@Controller('closed')
class ClosedController extends Shared {}

@Module({ controllers: [MeController, OpenController, ClosedController] })
class MeModule {}

class Config extends defineConfig({}) {}
const me = defineService({ name: 'me', description: 'For this spec.', config: Config, module: MeModule, database: false });

const clock = new FixedClock('2026-11-02T09:00:00Z');
const now = clock.now().getTime() / 1000;
const tokens = testTokens();
let service: StartedService;
let client: HttpClient;
beforeAll(async () => {
  service = await startService(me, { clock });
  ({ client } = service);
}, 60_000);
afterAll(() => service?.stop(), 60_000);
beforeEach(() => clock.set('2026-11-02T09:00:00Z'));

const ask = (token: string) => client.withToken(token).get('/api/me');

describe('an access token', () => {
  const hmac = (key: string) => (input: string) => createHmac('sha256', key).update(input).digest();
  const publicPem = tokens.publicKey.export({ type: 'spki', format: 'pem' }).toString();

  test.each([
    ['of a foreign key under our key id', () => newTestTokens().sign({}, { kid: tokens.kid })],
    ['of a foreign key', () => newTestTokens().sign()],
    ['without a key id', () => tokens.sign({}, { kid: undefined })],
    ['unsigned', () => tokens.forge({ alg: 'none', kid: tokens.kid }, {}, () => Buffer.alloc(0))],
    ['unsigned, None', () => tokens.forge({ alg: 'None', kid: tokens.kid }, {}, () => Buffer.alloc(0))],
    ['HMAC with our public key', () => tokens.forge({ alg: 'HS256', kid: tokens.kid }, {}, hmac(publicPem))],
    ['HMAC with an empty key', () => tokens.forge({ alg: 'HS256', kid: tokens.kid }, {}, hmac(''))],
    ['for another audience', () => tokens.sign({ aud: 'somebody-else' })],
    ['of another issuer', () => tokens.sign({ iss: 'somebody-else' })],
    ['without audience', () => tokens.sign({ aud: undefined })],
    ['not valid yet', () => tokens.sign({ nbf: now + 60 })],
    ['whose subject is no id', () => tokens.sign({ sub: 'admin' })],
    ['that never ends', () => tokens.sign({ exp: undefined })],
    ['that is no token', () => 'nonsense'],
    ['with a changed payload', () => tokens.sign().replace(/\.[^.]+\./, `.${Buffer.from('{"sub":"x"}').toString('base64url')}.`)],
  ])('%s is refused', async (_what, make) => {
    const answer = await ask(make());
    expect(answer.body).toMatchObject({ status: 401, code: 'auth/token-invalid' });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  });

  test('ends at its time, by the service’s clock, also when it was verified before', async () => {
    const token = tokens.sign({ exp: now + 600 });
    expect((await ask(token)).status).toBe(200);
    clock.advance({ minutes: 10 });
    expect((await ask(token)).body).toMatchObject({ status: 401, code: 'auth/token-expired' });
    expect((await ask(tokens.sign({ exp: now - 1 }))).body).toMatchObject({ status: 401, code: 'auth/token-expired' });
  });

  test('is asked for where it is missing and of no interest on a public route', async () => {
    expect((await client.get('/api/me')).body).toMatchObject({ status: 401, code: 'auth/token-missing' });
    expect((await client.withToken('stale nonsense').get('/api/me/open')).status).toBe(200);
  });
});

test('a handler that two controllers inherit is judged for each of them', async () => {
  for (let round = 0; round < 2; round += 1) {
    expect(await client.get('/api/open-to-all/shared')).toMatchObject({ status: 200 });
    expect(await client.get('/api/closed/shared')).toMatchObject({ status: 401 });
    expect(await client.withToken(tokens.sign({ iat: now, exp: now + 900 })).get('/api/closed/shared')).toMatchObject({ status: 403 });
  }
});

describe('the issuer’s keys', () => {
  let issuer: Server;
  let url: string;
  let served: unknown;
  let fetches = 0;
  let time = 0;
  beforeAll(async () => {
    issuer = createServer((_request, response) => {
      fetches += 1;
      if (served === undefined) response.writeHead(500).end();
      else response.end(JSON.stringify(served));
    });
    await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
    const address = issuer.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/jwks`;
  });
  afterAll(() => void issuer.close());
  beforeEach(() => {
    fetches = 0;
    time = 0;
  });

  test('are fetched once for many, again for an unknown id, and then not for a while', async () => {
    const [old, next] = [newTestTokens(), newTestTokens()];
    served = old.jwks;
    const jwks = new Jwks({ url, cooldownMs: 10_000, now: () => time });
    expect(await Promise.all([jwks.key(old.kid), jwks.key(old.kid)])).toEqual([expect.stringContaining('PUBLIC KEY'), expect.stringContaining('PUBLIC KEY')]);
    expect(fetches).toBe(1);
    for (let id = 0; id < 20; id += 1) expect(await jwks.key(`made-up-${id}`)).toBeUndefined();
    expect(fetches).toBe(1);
    served = { keys: [...old.jwks.keys, ...next.jwks.keys] };
    time += 10_001;
    expect(await jwks.key(next.kid)).toContain('PUBLIC KEY');
    expect([fetches, jwks.generation]).toEqual([2, 0]);
  });

  test('that were withdrawn are forgotten, and what they verified with them', async () => {
    const old = newTestTokens();
    served = old.jwks;
    const jwks = new Jwks({ url, maxAgeMs: 60_000, cooldownMs: 0, now: () => time });
    expect(await jwks.key(old.kid)).toBeDefined();
    served = newTestTokens().jwks;
    time += 60_001;
    await jwks.key(old.kid);
    await jwks.key('another');
    expect(await jwks.key(old.kid)).toBeUndefined();
    expect(jwks.generation).toBe(1);
  });

  test('stay in use while the issuer is away; without any the answer is 503 and not 401', async () => {
    const old = newTestTokens();
    served = old.jwks;
    const jwks = new Jwks({ url, maxAgeMs: 1, cooldownMs: 0, now: () => time });
    await jwks.key(old.kid);
    served = undefined;
    time += 10;
    expect(await jwks.key(old.kid)).toBeDefined();
    await expect(new Jwks({ url }).key(old.kid)).rejects.toMatchObject({ status: 503, code: 'http/unavailable' });
  });

  test('of the wrong kind are not taken', async () => {
    served = { keys: [{ kty: 'oct', kid: 'a', k: 'c2VjcmV0' }, { ...tokens.jwks.keys[0], kid: 'b', use: 'enc' }, { ...tokens.jwks.keys[0], kid: 'c', alg: 'RS512' }] };
    const jwks = new Jwks({ url, cooldownMs: 0 });
    expect(await Promise.all(['a', 'b', 'c'].map((kid) => jwks.key(kid)))).toEqual([undefined, undefined, undefined]);
  });
});

test('the routes of a module with who may call them, as the access spec sees them', () => {
  expect(routesOf(MeModule).map(({ method, path, access }) => [method, path, access?.kind])).toEqual([
    ['GET', '/me', 'signed-in'],
    ['GET', '/me/open', 'public'],
    ['GET', '/me/forgotten', undefined],
    ['GET', '/open-to-all/shared', 'public'],
    ['GET', '/closed/shared', undefined],
  ]);
});
