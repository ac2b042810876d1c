import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { FixedClock } from '#libs/testing/fixed-clock';
import { goodPassword, identityStage, said, type IdentityStage } from '#libs/testing/identity-stage';
import { Sweeper } from '#libs/database/due';
import { TransactionRunner } from '#libs/database/transaction.runner';
import { PasswordHasher } from '../password/password-hasher.ts';
import { HashingOverloaded } from '../password/password.errors.ts';
import { identity } from '../service.ts';

let stage: IdentityStage;
const start = '2026-11-02T09:00:00.000Z';
const clock = new FixedClock(start);

beforeAll(async () => {
  stage = await identityStage(identity, { clock, env: { OUTBOX_RELAY: 'false', PASSWORD_HASHING_QUEUE: '500' } });
});
beforeEach(() => clock.set(start));
afterAll(() => stage.stop());

const failed = (email: string, address: string) => stage.signIn(email, 'not the password', address);
const attempts = async (email: string, addresses: readonly string[]) => {
  for (const address of addresses) await failed(email, address);
};
const addresses = (count: number) => Array.from({ length: count }, (_, index) => `198.51.100.${index + 1}`);

describe('signing in', () => {
  test('every failure is the same answer', async () => {
    const active = await stage.person();
    const invited = await stage.invited();
    const disabled = await stage.person({ roles: ['finance'] });
    await active.client.patch(`/api/users/${disabled.id}`, { disabled: true });
    const answers = [
      await failed(active.email, '192.0.2.1'),
      await failed('nobody@people.example', '192.0.2.1'),
      await stage.signIn(invited.email, goodPassword, '192.0.2.1'),
      await stage.signIn(disabled.email, goodPassword, '192.0.2.1'),
    ];
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'identity/invalid-credentials' } });
    expect(new Set(answers.map(said)).size).toBe(1);
    expect(new Set(answers.map(({ headers }) => headers.get('content-length'))).size).toBe(1);
  });

  test('a known and an unknown address cost the same work: as many statements, one hash', async () => {
    const person = await stage.person();
    const hasher = stage.running.app.get(PasswordHasher);
    const work = async (email: string) => {
      const verify = jest.spyOn(hasher, 'verify');
      const query = jest.spyOn(TransactionRunner.prototype, 'query');
      await failed(email, '192.0.2.2');
      const hashes = verify.mock.calls.length;
      // Sweeps and parking are at work in the same process, on other tables.
      const statements = query.mock.calls.map(([text]) => text).filter((text) => /user_account|credential|session|outbox/.test(text));
      verify.mockRestore();
      query.mockRestore();
      return { hashes, statements };
    };
    const [known, unknown] = [await work(person.email), await work('nobody-either@people.example')];
    expect(known.hashes).toBe(1);
    expect(known.statements).toHaveLength(3);
    expect(unknown).toEqual(known);
  });

  test('the address is taken without regard to case, white space is no part of it', async () => {
    const person = await stage.person();
    expect(await stage.signIn(person.email.toUpperCase())).toMatchObject({ status: 200 });
  });

  test.each([
    ['header injection', 'a@people.example\r\nBcc: b@people.example', '/email'],
    ['no address', 'people.example', '/email'],
    ['SQL', "' OR 1=1 --", '/email'],
  ])('refuses %s as an address', async (_, email, pointer) => {
    expect(await stage.signIn(email)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });
});

describe('guessing', () => {
  test('from one address has to wait after five failures, and starts afresh after the window', async () => {
    const person = await stage.person();
    await attempts(person.email, Array.from({ length: 5 }, () => '192.0.2.9'));
    clock.advance({ minutes: 5 });
    const refused = await stage.signIn(person.email, goodPassword, '192.0.2.9');
    expect(refused).toMatchObject({ status: 429, body: { code: 'identity/too-many-attempts' } });
    expect(refused.headers.get('retry-after')).toBe('600');
    clock.advance({ minutes: 10 });
    expect(await stage.signIn(person.email, goodPassword, '192.0.2.9')).toMatchObject({ status: 200 });
  });

  test('an unknown address has to wait in the same way', async () => {
    await attempts('no-one@people.example', Array.from({ length: 5 }, () => '192.0.2.9'));
    expect(await failed('no-one@people.example', '192.0.2.9')).toMatchObject({ status: 429 });
  });

  test('a success forgets the failures before it', async () => {
    const person = await stage.person();
    for (let round = 0; round < 3; round += 1) {
      await attempts(person.email, Array.from({ length: 4 }, () => '192.0.2.10'));
      expect(await stage.signIn(person.email, goodPassword, '192.0.2.10')).toMatchObject({ status: 200 });
    }
  });

  test('from many addresses is throttled, but the victim at the usual place gets in', async () => {
    const victim = await stage.person();
    await attempts(victim.email, addresses(20));
    expect(await stage.signIn(victim.email, goodPassword, '198.51.100.200')).toMatchObject({ status: 429 });
    expect(await stage.signIn(victim.email, goodPassword, '203.0.113.7')).toMatchObject({ status: 200 });
  });

  test('the victim at a new place gets in by a new password, while the attack goes on', async () => {
    const victim = await stage.person();
    await attempts(victim.email, addresses(25));
    const home = { headers: { 'x-client-address': '198.51.100.250' } };
    expect(await stage.signIn(victim.email, goodPassword, '198.51.100.250')).toMatchObject({ status: 429 });
    await stage.client.post('/api/password-reset', { email: victim.email });
    await stage.running.app.get(Sweeper).sweepNow('password-reset.requests');
    const token = await stage.mailedToken(victim.email);
    expect(await stage.client.post('/api/password-reset/confirm', { token, password: 'seven wolves and a ribbon' }, home)).toMatchObject({ status: 204 });
    expect(await stage.signIn(victim.email, 'seven wolves and a ribbon', '198.51.100.250')).toMatchObject({ status: 200 });
  });

  test('one address alone cannot use up what all addresses share', async () => {
    const person = await stage.person();
    await attempts(person.email, Array.from({ length: 40 }, () => '192.0.2.66'));
    expect(await stage.signIn(person.email, goodPassword, '192.0.2.67')).toMatchObject({ status: 200 });
  });

  test('in parallel gets no more tries than one by one', async () => {
    const person = await stage.person();
    const answers = await Promise.all(Array.from({ length: 30 }, () => failed(person.email, '192.0.2.77')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(25);
  });

  test('is not what an overload counts as', async () => {
    const person = await stage.person();
    const busy = jest.spyOn(stage.running.app.get(PasswordHasher), 'verify').mockRejectedValue(new HashingOverloaded());
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const answer = await stage.signIn(person.email, goodPassword, '192.0.2.88');
      expect(answer).toMatchObject({ status: 503, body: { code: 'identity/overloaded' } });
      expect(answer.headers.get('retry-after')).toBe('2');
    }
    busy.mockRestore();
    expect(await stage.signIn(person.email, goodPassword, '192.0.2.88')).toMatchObject({ status: 200 });
  });

  test('is on the trail once per window, with the number of failures', async () => {
    const person = await stage.person();
    await attempts(person.email, addresses(3));
    clock.advance({ minutes: 16 });
    await stage.running.app.get(Sweeper).sweepNow('sign-in.windows');
    const facts = (await stage.events('audit.recorded.v1')).filter(({ subject, data }) => subject === person.id && data.action === 'sign_in.failed');
    expect(facts).toMatchObject([{ data: { details: { failures: 3 } } }]);
  });
});
