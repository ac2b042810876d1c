import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { currentContext, withContext } from '#libs/messaging/context';
import { FixedClock } from '#libs/testing/fixed-clock';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { notifications } from '../service.ts';
import type { Delivery } from './delivery.entity.ts';
import { DeliveryQueue, sendingActor } from './delivery.queue.ts';

let db: TestDatabase;
let queue: DeliveryQueue;
const clock = new FixedClock();

beforeAll(async () => {
  db = await testDatabase(notifications);
});
beforeEach(async () => {
  await db.truncate();
  queue = new DeliveryQueue(db.database, clock);
});
afterAll(() => db.drop());

const sql = <R extends object>(text: string, values: unknown[] = []): Promise<R[]> => db.database.inTransaction(sendingActor, (tx) => tx.query<R[]>(text, values));

async function mails(count: number): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    `INSERT INTO delivery (id, event_id, template, recipient, recipient_name, locale, data, sealed_link, status, due_at, attempts, deferrals, repeats, created_at)
     SELECT gen_random_uuid(), n, 'received', 'a@b.example', 'Ada', 'en', '{"of": 1}', 'sealed', 'due', now(), 1, 0, 2, '2026-11-01T09:00:00Z' FROM generate_series(1, $1) n RETURNING id`,
    [count],
  );
  return rows.map(({ id }) => id);
}

interface Row {
  readonly status: string;
  readonly deferrals: number;
  readonly repeats: number;
  readonly data: unknown;
  readonly sealed_link: string | null;
  readonly created_at: Date;
}

async function row(id: string | undefined): Promise<Row | undefined> {
  const [found] = await sql<Row>('SELECT status, deferrals, repeats, data, sealed_link, created_at FROM delivery WHERE id = $1', [id]);
  return found;
}

const sent = (delivery: Delivery): void => delivery.recordSent(clock.now());
const putOff = (delivery: Delivery): void => delivery.putOff('later', clock.now(), { known: true, deferred: true });

/** Ends one mail slowly, so that all others that end meanwhile share the next transaction. */
async function meanwhile(first: string, others: () => Promise<unknown>[]): Promise<PromiseSettledResult<unknown>[]> {
  const gate = Promise.withResolvers<undefined>();
  const underWay = Promise.withResolvers<undefined>();
  const slow = queue.settle(first, async (delivery) => {
    underWay.resolve(undefined);
    await gate.promise;
    sent(delivery);
  });
  await underWay.promise;
  const waiting = others();
  gate.resolve(undefined);
  await slow;
  return Promise.allSettled(waiting);
}

/** Which transactions wrote the rows. */
async function writers(ids: readonly string[]): Promise<number> {
  const rows = await sql<{ n: number }>('SELECT count(DISTINCT xmin::text)::int AS n FROM delivery WHERE id = ANY($1)', [ids]);
  return rows[0]?.n ?? 0;
}

describe('ends of attempts', () => {
  test('that come while another is being recorded share a transaction', async () => {
    const [first = '', ...others] = await mails(6);
    await meanwhile(first, () => others.map((id) => queue.settle(id, sent)));
    expect(await Promise.all([first, ...others].map(async (id) => (await row(id))?.status))).toEqual(Array.from({ length: 6 }, () => 'sent'));
    expect(await writers(others)).toBe(1);
  });

  test('are recorded although one of them fails', async () => {
    const [first = '', second = '', third = '', fourth = ''] = await mails(4);
    const outcomes = await meanwhile(first, () => [
      queue.settle(second, putOff),
      queue.settle(third, () => {
        throw new Error('odd');
      }),
      queue.settle(fourth, sent),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    // Put off once, although it was tried twice.
    expect(await Promise.all([second, third, fourth].map(row))).toEqual([expect.objectContaining({ status: 'due', deferrals: 1 }), expect.objectContaining({ status: 'due', deferrals: 0 }), expect.objectContaining({ status: 'sent' })]);
  });

  test('do not wait for a mail that somebody else holds', async () => {
    const [first = '', held = '', free = '', later = ''] = await mails(4);
    const gate = Promise.withResolvers<undefined>();
    const holding = Promise.withResolvers<undefined>();
    const holder = db.database.inTransaction({ kind: 'system', name: 'spec' }, async (tx) => {
      await tx.query('SELECT FROM delivery WHERE id = $1 FOR UPDATE', [held]);
      holding.resolve(undefined);
      await gate.promise;
    });
    await holding.promise;
    let waiting: Promise<void> | undefined;
    await meanwhile(first, () => {
      waiting = queue.settle(held, sent);
      return [queue.settle(free, sent)];
    });
    // Also those that come later.
    await queue.settle(later, sent);
    expect([(await row(free))?.status, (await row(later))?.status, (await row(held))?.status]).toEqual(['sent', 'sent', 'due']);
    gate.resolve(undefined);
    await holder;
    await waiting;
    expect((await row(held))?.status).toBe('sent');
  });

  test('of one mail come one after the other, and what was sent is not put off', async () => {
    const [first = '', second = '', third = ''] = await mails(3);
    await meanwhile(first, () => [queue.settle(second, putOff), queue.settle(second, putOff), queue.settle(third, sent), queue.settle(third, putOff)]);
    expect(await row(second)).toMatchObject({ status: 'due', deferrals: 2 });
    expect(await row(third)).toMatchObject({ status: 'sent', deferrals: 0 });
  });

  test('leave what was erased or cancelled meanwhile', async () => {
    const [first = '', erased = '', cancelled = ''] = await mails(3);
    await sql('DELETE FROM delivery WHERE id = $1', [erased]);
    await sql(`UPDATE delivery SET status = 'cancelled', settled_at = now(), attempt_started_at = NULL, data = '{}', sealed_link = NULL WHERE id = $1`, [cancelled]);
    await meanwhile(first, () => [queue.settle(erased, sent), queue.settle(cancelled, sent)]);
    expect([await row(erased), (await row(cancelled))?.status]).toEqual([undefined, 'cancelled']);
  });

  test('keep all that they do not change', async () => {
    const [id = ''] = await mails(1);
    await queue.settle(id, putOff);
    expect(await row(id)).toEqual({ status: 'due', deferrals: 1, repeats: 2, data: { of: 1 }, sealed_link: 'sealed', created_at: new Date('2026-11-01T09:00:00Z') });
  });

  test('have each the context of its own mail', async () => {
    const [first = '', second = '', third = ''] = await mails(3);
    const seen = new Map<string, unknown>();
    const ending = (id: string, correlationId: string) =>
      withContext({ correlationId }, () =>
        queue.settle(id, (delivery) => {
          seen.set(delivery.id, currentContext().correlationId);
          sent(delivery);
        }),
      );
    await meanwhile(first, () => [ending(second, 'second'), ending(third, 'third')]);
    expect(seen).toEqual(new Map([[second, 'second'], [third, 'third']]));
  });
});
