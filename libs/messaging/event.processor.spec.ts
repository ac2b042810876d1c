import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { SystemClock } from '#libs/database/clock';
import { beforeCommit } from '#libs/database/transaction.work';
import { messagingDatabase, things } from '#libs/testing/messaging-app';
import type { TestDatabase } from '#libs/testing/test-database';
import type { ReceivedEvent } from './cloud-events.ts';
import { PermanentError } from './errors.ts';
import { EventProcessor } from './event.processor.ts';
import { Handlers } from './handlers.ts';
import { toRecord } from './outbox.record.ts';
import type { KafkaRecord } from './record.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await messagingDatabase();
});
afterAll(() => db?.drop());
beforeEach(() => db.truncate());

function record(number: number): KafkaRecord {
  const headers = { time: '2026-11-25T12:00:00Z' };
  const made = toRecord({ id: randomUUID(), topic: 'things', aggregate: `thing ${number}`, type: 'thing.made.v1', payload: JSON.stringify({ number }), headers, sequence: '1', seq: '1' }, '/spec');
  const bytes = Object.fromEntries(Object.entries(made.headers).map(([name, value]) => [name, Buffer.from(value)]));
  return { topic: 'things', partition: 0, offset: String(number), key: Buffer.from(made.key), value: Buffer.from(made.value), headers: bytes, timestamp: 0 };
}

/** A processor whose handler cannot handle these numbers, and how often it was called. */
function processorFailingAt(...bad: readonly number[]): { processor: EventProcessor; calls: () => number } {
  const handlers = new Handlers();
  let calls = 0;
  handlers.add(things, 'thing.made.v1', async ({ id, subject, data }, tx) => {
    calls += 1;
    const { number } = things.events['thing.made.v1'].data.parse(data);
    if (bad.includes(number)) throw new PermanentError('cannot be handled');
    await tx.query('INSERT INTO effect (event_id, subject, number) VALUES ($1, $2, $3)', [id, subject, number]);
  });
  return { processor: new EventProcessor({ service: 'spec', brokers: [] }, db.database, new SystemClock(), handlers), calls: () => calls };
}

const effects = async () => (await db.query<{ number: number }>('SELECT number FROM effect ORDER BY at')).map(({ number }) => number);
const numbers = Array.from({ length: 100 }, (_, number) => number);

test.each([[[]], [[37]], [[0, 1, 99]], [[50, 51, 52]]])('of a batch with %j that cannot be handled, all others are handled once and in order', async (bad) => {
  const { processor } = processorFailingAt(...bad);
  const outcomes = await processor.process(numbers.map(record));
  expect(numbers.filter((number) => outcomes[number] === 'parked')).toEqual(bad);
  expect(await effects()).toEqual(numbers.filter((number) => !bad.includes(number)));
  const parked = await db.query<{ record_offset: string }>('SELECT record_offset FROM parked_event ORDER BY record_offset');
  expect(parked.map(({ record_offset: offset }) => Number(offset))).toEqual(bad);
});

test.each([[0, 1], [50, 2], [99, 2]])('one that fails, at place %i, costs the others one more run, not a transaction each', async (bad, transactions) => {
  const { processor, calls } = processorFailingAt(bad);
  await processor.process(numbers.map(record));
  expect(calls()).toBeLessThanOrEqual(202);
  const [inbox] = await db.query<{ transactions: number }>('SELECT count(DISTINCT xmin::text)::int AS transactions FROM inbox');
  expect(inbox?.transactions).toBeLessThanOrEqual(transactions);
});

test('what fails only when all is written is found by halves', async () => {
  const handlers = new Handlers();
  handlers.add(things, 'thing.made.v1', async ({ id, subject }, tx) => {
    beforeCommit(tx, async () => {
      if (subject === 'thing 70') throw new PermanentError('cannot be written');
      await tx.query('INSERT INTO effect (event_id, subject, number) VALUES ($1, $2, $3)', [id, subject, Number(subject.slice(6))]);
    });
  });
  const outcomes = await new EventProcessor({ service: 'spec', brokers: [] }, db.database, new SystemClock(), handlers).process(numbers.map(record));
  expect(numbers.filter((number) => outcomes[number] === 'parked')).toEqual([70]);
  expect(await effects()).toEqual(numbers.filter((number) => number !== 70));
});

test('where every handler wants certain data alone, an event with other data is passed over, and a broken one is not', async () => {
  const handlers = new Handlers();
  const made = (which: number) => async ({ id, subject, data }: ReceivedEvent, tx: EntityManager) => {
    const { number } = things.events['thing.made.v1'].data.parse(data);
    await tx.query('INSERT INTO effect (event_id, subject, number) VALUES ($1, $2, $3)', [id, subject, number * 100 + which]);
  };
  handlers.add(things, 'thing.made.v1', made(1), { number: 1 });
  handlers.add(things, 'thing.made.v1', made(2), { number: 2 });
  const processor = new EventProcessor({ service: 'spec', brokers: [] }, db.database, new SystemClock(), handlers);
  const broken = ['{}', '{"number":"2"', '[]', '{"number":"3"}', '{"number":{}}'].map((value, index) => ({ ...record(50 + index), value: Buffer.from(value) }));
  expect(await processor.process([...[0, 1, 2, 3].map(record), ...broken])).toEqual(['not_wanted', 'handled', 'handled', 'not_wanted', ...broken.map(() => 'parked')]);
  expect(await effects()).toEqual([101, 202]);
  expect(await db.query('SELECT FROM inbox')).toHaveLength(2);
  handlers.add(things, 'thing.made.v1', made(3));
  expect(await processor.process([0, 1].map((number) => ({ ...record(number), headers: { ...record(number).headers, ce_id: Buffer.from(`again ${number}`) } })))).toEqual(['handled', 'handled']);
  expect((await effects()).toSorted((a, b) => a - b)).toEqual([3, 101, 101, 103, 202]);
});
