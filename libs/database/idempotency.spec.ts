import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { FixedClock } from '#libs/testing/fixed-clock';
import { testDatabase } from '#libs/testing/test-database';
import type { TestDatabase } from '#libs/testing/test-database';
import type { Actor } from './actor.ts';
import { Database } from './database.ts';
import { Foundation1700000000000 } from './foundation.migration.ts';
import { Idempotency, IdempotencyInFlight, IdempotencyMismatch, isClaimed } from './idempotency.ts';
import type { IdempotentRequest } from './idempotency.ts';

const actor: Actor = { kind: 'system', name: 'spec' };
const clock = new FixedClock();
const idempotency = new Idempotency(clock);
const request: IdempotentRequest = { scope: 'user:1 POST /api/deals', key: 'k1', bodyHash: 'aaa' };
const answer = { zebra: 1, apple: 'x', list: [1, null, 'é\u0000'] };
const work = jest.fn(async () => answer);
const once = (given: IdempotentRequest | undefined) => db.database.inTransaction(actor, (tx) => idempotency.once(tx, given, work));
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase({ name: 'spec-idempotency', entities: [], migrations: [Foundation1700000000000] });
});
afterAll(() => db.drop());
beforeEach(async () => {
  work.mockClear();
  await db.truncate();
});

describe('idempotency', () => {
  test('a repeated request gets the first answer, to the byte, and does nothing', async () => {
    const first = await once(request);
    const second = await once(request);
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    expect(work).toHaveBeenCalledTimes(1);
  });

  test('an answer of null is an answer', async () => {
    const nothing = jest.fn(async () => null);
    for (let i = 0; i < 2; i += 1) expect(await db.database.inTransaction(actor, (tx) => idempotency.once(tx, request, nothing))).toBeNull();
    expect(nothing).toHaveBeenCalledTimes(1);
  });

  test('the same key with another body is refused', async () => {
    await once(request);
    await expect(once({ ...request, bodyHash: 'bbb' })).rejects.toThrow(IdempotencyMismatch);
  });

  test('another caller or key is another request, and without a key each runs', async () => {
    for (const given of [request, { ...request, scope: 'user:2 POST /api/deals' }, { ...request, key: 'k2' }, undefined, undefined]) await once(given);
    expect(work).toHaveBeenCalledTimes(5);
  });

  test('failed work stores nothing, so the repetition runs', async () => {
    work.mockRejectedValueOnce(new Error('refused'));
    await expect(once(request)).rejects.toThrow('refused');
    expect(await once(request)).toEqual(answer);
  });

  test('the answer goes with the write: rolled back behind it, the request runs again', async () => {
    const rolledBack = db.database.inTransaction(actor, async (tx) => {
      await idempotency.once(tx, request, work);
      throw new Error('later');
    });
    await expect(rolledBack).rejects.toThrow('later');
    await once(request);
    expect(work).toHaveBeenCalledTimes(2);
  });

  test('of 32 at once exactly one executes; the others get its answer or are told to wait', async () => {
    for (let round = 0; round < 10; round += 1) {
      work.mockClear();
      const outcomes = await Promise.allSettled(Array.from({ length: 32 }, () => once({ ...request, key: `round ${round}` })));
      expect(work).toHaveBeenCalledTimes(1);
      const answered = outcomes.filter((outcome) => outcome.status === 'fulfilled').map(({ value }) => value);
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected').filter(({ reason }) => reason instanceof IdempotencyInFlight);
      expect(answered.length).toBeGreaterThan(0);
      expect(answered).toEqual(answered.map(() => answer));
      expect(answered.length + refused.length).toBe(32);
    }
  });

  test('a request that is being worked on is not waited for', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    work.mockImplementationOnce(async () => {
      await gate;
      return answer;
    });
    const first = once(request);
    while (work.mock.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(once(request)).rejects.toThrow(IdempotencyInFlight);
    release();
    await first;
    expect(await once(request)).toEqual(answer);
  });

  describe('claimed with COMMIT', () => {
    const claim = (given: IdempotentRequest | undefined, by = 'first') => db.database.inTransaction(actor, (tx) => Promise.resolve(idempotency.claim(tx, given, { by })));
    const refusal = (attempt: Promise<unknown>) => attempt.then(() => false, isClaimed);

    test('the first answer stays, and once() gives it', async () => {
      await claim(request);
      expect(await refusal(claim(request, 'second'))).toBe(true);
      expect(await refusal(claim({ ...request, bodyHash: 'bbb' }))).toBe(true);
      expect(await once(request)).toEqual({ by: 'first' });
      expect(work).not.toHaveBeenCalled();
      await claim(undefined);
    });

    test('of 32 at once exactly one succeeds', async () => {
      const refused = await Promise.all(Array.from({ length: 32 }, (_, index) => refusal(claim(request, String(index)))));
      expect(refused.filter((was) => !was)).toHaveLength(1);
    });

    test('not while once() works on it, nor the other way round', async () => {
      const attempts: boolean[] = [];
      await db.database.inTransaction(actor, (tx) =>
        idempotency.once(tx, request, async () => {
          await new Promise<void>((resolve) => setImmediate(() => void refusal(claimElsewhere()).then((was) => resolve(void attempts.push(was)))));
          return answer;
        }),
      );
      expect(attempts).toEqual([true]);

      function claimElsewhere(): Promise<void> {
        return new Database(db.dataSource).inTransaction(actor, (tx) => Promise.resolve(idempotency.claim(tx, request, 'x')));
      }
    });
  });

  test('answers are kept for two days', async () => {
    const purge = () => db.database.inTransaction(actor, (tx) => idempotency.purge(tx));
    await once(request);
    clock.advance({ hours: 48 });
    expect(await purge()).toBe(0);
    clock.advance({ seconds: 1 });
    expect(await purge()).toBe(1);
    await once(request);
    expect(work).toHaveBeenCalledTimes(2);
  });
});
