import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { gateway } from '../service.ts';
import { json, startStub, type Stub } from '../testing/stub-upstream.ts';
import { upstreamsAt } from '../testing/upstreams-at.ts';

const clock = new FixedClock();
let stub: Stub;
let service: StartedService;

const from = (address: string, at = service) => at.client.anonymous().with({ 'x-forwarded-for': address });
const signIn = (address: string, email: string) => from(address).post('/api/partners/login', { email, password: 'wrong' });
const times = <T>(count: number, work: (turn: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: count }, (_, turn) => work(turn)));
const env = () => ({
  ...upstreamsAt(stub.url), TRUSTED_PROXIES: '127.0.0.0/8',
  RATE_LIMIT_APPLY: '10/1h', RATE_LIMIT_SIGN_IN: '20/15m', RATE_LIMIT_SIGN_IN_ACCOUNT: '12/15m', RATE_LIMIT_SIGN_IN_PAIR: '5/15m', RATE_LIMIT_READ: '4/1m',
});
const refused = (answers: { status: number }[]) => answers.filter(({ status }) => status === 429).length;

beforeAll(async () => {
  stub = await startStub();
  service = await startService(gateway, { clock, env: env() });
}, 60_000);
beforeEach(async () => {
  stub.forget();
  stub.on('POST', '/api/partners/login', (_arrived, response) => json(response, 401, { type: 'x', title: 'No', status: 401, code: 'identity/invalid-credentials' }));
  clock.advance({ hours: 2 });
  await service.database.truncate();
});
afterAll(async () => {
  await service?.stop();
  await stub?.stop();
});

describe('shared limits', () => {
  test('of 64 parallel requests to two gateways on one database exactly as many pass as are allowed', async () => {
    const second = await startService(gateway, { clock, env: env(), database: service.database });
    try {
      const apply = (turn: number) => from('203.0.113.1', turn % 2 === 0 ? service : second).post('/api/partners/apply', { contact: { email: `a${turn}@example.com` } });
      const answers = await times(64, apply);
      expect(refused(answers)).toBe(54);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
      expect(stub.arrived).toHaveLength(10);
    } finally {
      await second.stop();
    }
  });

  test('a refusal says when to come back, and then one may', async () => {
    await times(10, () => from('203.0.113.2').post('/api/partners/apply', {}));
    const answer = await from('203.0.113.2').post('/api/partners/apply', {});
    expect(answer.status).toBe(429);
    expect(answer.body.code).toBe('http/too-many-requests');
    expect(answer.headers.get('retry-after')).toBe('3600');
    expect(answer.headers.get('ratelimit-policy')).toBe('"apply";q=10;w=3600');
    expect(answer.headers.get('ratelimit')).toBe('"apply";r=0;t=3600');
    clock.advance({ minutes: 60 });
    expect((await from('203.0.113.2').post('/api/partners/apply', {})).status).toBe(200);
  });

  test('a whole IPv6 /64 counts as one address', async () => {
    const answers = await times(12, (turn) => from(`2001:db8:1:2::${(turn + 1).toString(16)}`).post('/api/partners/apply', {}));
    expect(refused(answers)).toBe(2);
  });

  test('one address at one account is stopped first', async () => {
    const answers = await times(8, () => signIn('203.0.113.3', 'Victim@Example.com'));
    expect(refused(answers)).toBe(3);
    expect((await signIn('203.0.113.3', 'somebody.else@example.com')).status).toBe(401);
  });

  test('an attacker with many addresses locks nobody out: an address without failures still gets in', async () => {
    for (let attacker = 1; attacker <= 6; attacker += 1) await times(5, () => signIn(`198.51.100.${attacker}`, 'victim@example.com'));
    // The account's own limit of 12 is used up: strangers are down to three tries each, …
    expect(refused(await times(5, () => signIn('198.51.100.99', 'victim@example.com')))).toBe(2);
    // … which are enough for the victim.
    expect((await signIn('192.0.2.7', 'victim@example.com')).status).toBe(401);
  });

  test('successes do not add up', async () => {
    const tokens = { accessToken: 'a', accessExpiresAt: '2027-01-01T00:00:00Z', refreshToken: 'r', refreshExpiresAt: '2027-01-01T00:00:00Z' };
    const user = { id: '0191d3a0-0000-7000-8000-000000000001', name: 'A', email: 'a@example.com', locale: 'en', roles: ['owner'], permissions: [] };
    stub.on('POST', '/api/partners/login', (_arrived, response) => json(response, 200, { user, partner: null, expiresAt: '2027-01-01T00:00:00Z', tokens }));
    for (let turn = 0; turn < 15; turn += 1) {
      expect((await signIn('203.0.113.5', 'a@example.com')).status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

  test('ended windows are deleted', async () => {
    await signIn('203.0.113.6', 'x@example.com');
    const { SharedLimits } = await import('./shared.limits.ts');
    const limits = service.running.app.get(SharedLimits);
    expect(await limits.purge()).toBe(0);
    clock.advance({ hours: 1 });
    expect(await limits.purge()).toBe(3);
  });

  test('without the database such requests wait, others go on, and the process stays in service', async () => {
    const other = await startService(gateway, { env: { ...upstreamsAt(stub.url) } });
    const ready = async () => fetch(`${other.managementUrl}/health/ready`);
    try {
      expect((await ready()).status).toBe(200);
      const { DataSource } = await import('typeorm');
      await other.running.app.get(DataSource).query('ALTER TABLE rate_limit RENAME TO gone').catch(() => undefined);
      await other.database.dataSource.query('SELECT 1');
      await other.running.app.get(DataSource).destroy();
      const answer = await other.client.post('/api/partners/apply', {});
      expect(answer.status).toBe(503);
      expect(answer.body.code).toBe('gateway/limits-unavailable');
      expect(answer.headers.get('retry-after')).toBe('5');
      expect((await other.client.get('/api/programme')).status).toBe(200);
      const still = await ready();
      expect([still.status, await still.json()]).toMatchObject([200, { checks: { database: 'not connected yet' } }]);
    } finally {
      await other.stop();
    }
  });
});

describe('local limits', () => {
  test('count per address without, and per person with a token', async () => {
    const anonymous = await times(6, () => from('203.0.113.9').get('/api/programme'));
    expect(refused(anonymous)).toBe(2);
    const person = from('203.0.113.9').as('admin', 'counted');
    expect((await person.get('/api/users')).status).toBe(200);
    const everywhere = await times(6, (turn) => person.with({ 'x-forwarded-for': `203.0.113.${turn + 10}` }).get('/api/users'));
    expect(refused(everywhere)).toBe(3);
  });

  test('what is refused because the page is another person’s counts too, whether the token is known already or not', async () => {
    const page = from('203.0.113.60').as('admin', 'stale-page').with({ 'x-signed-in-as': '0191d3a0-0000-7000-8000-0000000000ff' });
    const answers = await times(7, () => page.get('/api/users'));
    expect([refused(answers), answers.filter(({ body }) => body.code === 'auth/other-person').length]).toEqual([3, 4]);
  });

  test('made-up tokens count against their address', async () => {
    const answers = await times(8, (turn) => from('203.0.113.50').withToken(`a.b.${turn}`).get('/api/users'));
    expect(refused(answers)).toBe(4);
  });
});
