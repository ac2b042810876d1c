import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { FixedClock } from '#libs/testing/fixed-clock';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { notifications } from '../service.ts';
import { claiming } from './delivery.claim.ts';
import { DeliveryQueue, sendingActor } from './delivery.queue.ts';

let db: TestDatabase;
const clock = new FixedClock();

beforeAll(async () => {
  db = await testDatabase(notifications);
});
beforeEach(() => db.truncate());
afterAll(() => db.drop());

/** The first is due last. */
function mails(count: number): Promise<unknown> {
  return db.database.inTransaction(sendingActor, (tx) =>
    tx.query(
      `INSERT INTO delivery (id, event_id, template, recipient, recipient_name, locale, data, sealed_link, link_expires_at, status, due_at, attempts, deferrals, repeats, created_at)
       SELECT gen_random_uuid(), n, 'received', 'a@b.example', 'Ada "the \\ first"', 'en', '{"of": {"it": "Größe"}}', 'sealed', $1::timestamptz + interval '1 h', 'due', $1::timestamptz - n * interval '1 ms', 3, 1, 0, $1
         FROM generate_series(1, $2::int) n`,
      [clock.now(), count],
    ),
  );
}

test('a few mails are taken without looking at all that wait, also before PostgreSQL has counted them', async () => {
  await mails(5000);
  const [setting, claim] = claiming([4], clock.now(), clock.now());
  const plan = await db.database.inTransaction(sendingActor, async (tx) => {
    await tx.query(setting.text);
    const lines = await tx.query<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${claim.text}`, [...claim.values]);
    return lines.map((line) => line['QUERY PLAN']).join('\n');
  });
  expect(plan).toContain('Index Scan using delivery_due');
  expect(plan).toMatch(/Index Scan using \w+ on delivery\b[^]*Index Scan using \w+ on delivery\b/);
  expect(plan).not.toMatch(/Sort|Seq Scan/);
});

test('mails are claimed as they are, longest due first, and the attempt is marked', async () => {
  await mails(3);
  const queue = new DeliveryQueue(db.database, clock);
  const claimed = await queue.claim(2);
  expect(claimed.map(({ eventId }) => eventId)).toEqual(['3', '2']);
  expect(claimed[0]).toMatchObject({
    recipient: 'a@b.example', recipientName: 'Ada "the \\ first"', locale: 'en', data: { of: { it: 'Größe' } }, sealedLink: 'sealed', linkExpiresAt: new Date(clock.now().getTime() + 3_600_000),
    traceparent: null, correlationId: null, status: 'due', attempts: 3, deferrals: 1, attemptStartedAt: null, repeats: 0, lastError: null, createdAt: clock.now(), settledAt: null,
  });
  const rows = await db.query('SELECT event_id, attempts, repeats, attempt_started_at, due_at > $1 AS kept FROM delivery ORDER BY event_id', [clock.now()]);
  expect(rows).toEqual([
    { event_id: '1', attempts: 3, repeats: 0, attempt_started_at: null, kept: false },
    { event_id: '2', attempts: 4, repeats: 0, attempt_started_at: clock.now(), kept: true },
    { event_id: '3', attempts: 4, repeats: 0, attempt_started_at: clock.now(), kept: true },
  ]);
});

test('claims at the same time share what is due, and none is taken twice', async () => {
  await mails(5);
  const queues = [new DeliveryQueue(db.database, clock), new DeliveryQueue(db.database, clock)];
  const claims = await Promise.all(queues.flatMap((queue) => [1, 1, 2, 3].map((limit) => queue.claim(limit))));
  expect(claims.every((claim, index) => claim.length <= ([1, 1, 2, 3][index % 4] ?? 0))).toBe(true);
  expect(claims.flat().map(({ eventId }) => eventId).toSorted()).toEqual(['1', '2', '3', '4', '5']);
  expect(await queues[0]?.claim(3)).toEqual([]);
});

test('the end of a mail that was erased while it was sent changes nothing, and those that end with it are recorded', async () => {
  await mails(4);
  const queue = new DeliveryQueue(db.database, clock);
  const claimed = await queue.claim(4);
  await db.query(`UPDATE delivery SET status = 'cancelled', settled_at = $1, last_error = 'person erased', data = '{}', sealed_link = NULL WHERE event_id = '2'`, [clock.now()]);
  await Promise.all(claimed.map((delivery) => queue.endSent(delivery)));
  const rows = await db.query('SELECT status, data, sealed_link, attempt_started_at IS NULL AS "known", last_error, settled_at FROM delivery ORDER BY event_id');
  const sent = { status: 'sent', data: {}, sealed_link: null, known: true, last_error: null, settled_at: clock.now() };
  expect(rows).toEqual([sent, { ...sent, status: 'cancelled', known: false, last_error: 'person erased' }, sent, sent]);
  // As it was claimed, so that its end can be recorded once more.
  expect(claimed.map(({ status }) => status)).toEqual(['due', 'due', 'due', 'due']);
});

test('a mail whose end waits for its erasure stays erased, and those that end with it do not wait', async () => {
  await mails(4);
  const queue = new DeliveryQueue(db.database, clock);
  const claimed = await queue.claim(4);
  const [cancelled, committed] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  const erasing = db.database.inTransaction(sendingActor, async (tx) => {
    await tx.query(`UPDATE delivery SET status = 'cancelled', last_error = 'person erased', data = '{}', sealed_link = NULL WHERE event_id = '2'`);
    cancelled.resolve(undefined);
    await committed.promise;
  });
  await cancelled.promise;
  const ending = claimed.map((delivery) => ({ eventId: delivery.eventId, end: queue.endSent(delivery) }));
  await Promise.all(ending.filter(({ eventId }) => eventId !== '2').map(({ end }) => end));
  const states = () => db.query<{ status: string; last_error: string | null }>('SELECT status, last_error FROM delivery ORDER BY event_id');
  const sent = { status: 'sent', last_error: null };
  // What the erasure has written is not to be seen yet.
  expect(await states()).toEqual([sent, { status: 'due', last_error: null }, sent, sent]);
  committed.resolve(undefined);
  await Promise.all([erasing, ...ending.map(({ end }) => end)]);
  expect(await states()).toEqual([sent, { status: 'cancelled', last_error: 'person erased' }, sent, sent]);
});
