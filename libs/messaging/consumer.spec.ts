import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Controller, type INestApplication } from '@nestjs/common';
import type { Producer } from 'kafkajs';
import type { EntityManager } from 'typeorm';
import type { EventOf } from '#libs/contracts/topic';
import { eventually } from '#libs/testing/eventually';
import { messagingApp, messagingDatabase, messagingTopics, things } from '#libs/testing/messaging-app';
import type { TestDatabase } from '#libs/testing/test-database';
import { Consumes } from './consumes.ts';
import { currentContext } from './context.ts';
import { PermanentError } from './errors.ts';
import { ConsumerHealth } from './health.ts';
import type { KafkaClient } from './kafka.client.ts';
import type { MessagingMetrics, Outcome } from './metrics.ts';
import { noMetrics } from './metrics.ts';
import { Outbox } from './outbox.ts';
import { Parking } from './parking.ts';

type Made = EventOf<typeof things, 'thing.made.v1'>;

/** Numbers that the handler refuses for as long as they stand here. */
const poison = new Map<number, () => Error>();
const hang = new Set<number>();
const contexts: (string | undefined)[] = [];

@Controller()
class Things {
  constructor(private readonly outbox: Outbox) {}

  @Consumes(things, 'thing.made.v1')
  async keepThing(event: Made, tx: EntityManager): Promise<void> {
    await tx.query('INSERT INTO effect (event_id, subject, number) VALUES ($1, $2, $3)', [event.id, event.subject, event.data.number]);
    contexts.push(currentContext().correlationId);
    if (hang.has(event.data.number)) await new Promise<never>(() => undefined);
    const error = poison.get(event.data.number);
    if (error) throw error();
    if (event.data.note === 'answer') await this.outbox.append(tx, things, 'thing.broken.v1', event.subject, { why: 'answered' });
  }

  @Consumes(things, 'thing.made.v1')
  async keepItAgain(event: Made, tx: EntityManager): Promise<void> {
    if (event.data.note === 'both') await tx.query(`INSERT INTO effect (event_id, subject, number, who) VALUES ($1, $2, $3, 'second')`, [event.id, event.subject, event.data.number]);
  }
}
Reflect.defineMetadata('design:paramtypes', [Outbox], Things);

const outcomes: Outcome[] = [];
const metrics: MessagingMetrics = { ...noMetrics, consumed: (_topic, _type, outcome) => outcomes.push(outcome) };
const consumer = { retryDelaysMs: [50, 50], retryPollMs: 50, handlerTimeoutMs: 1_500, sessionTimeoutMs: 10_000 };

let db: TestDatabase;
let app: INestApplication;
let client: KafkaClient;
let producer: Producer;

beforeAll(async () => {
  db = await messagingDatabase();
  const made = await messagingTopics(2);
  client = made.client;
  app = await messagingApp({ prefix: made.prefix, dataSource: db.dataSource, controllers: [Things], options: { consumer, metrics, relay: { enabled: false } } });
  producer = client.producer();
  await producer.connect();
  await eventually(() => assert(app.get(ConsumerHealth).ready), { timeoutMs: 30_000 });
}, 60_000);

beforeEach(() => {
  outcomes.length = 0;
  contexts.length = 0;
});

afterEach(async () => {
  poison.clear();
  // Nothing of one test may wait in the tables of the next.
  await db.query('TRUNCATE effect, inbox, parked_key, parked_event, outbox');
});

afterAll(async () => {
  await producer.disconnect();
  await app.close();
  await db.drop();
});

interface Raw {
  readonly key?: string | null;
  readonly value?: Buffer | string | null;
  readonly headers?: Record<string, string | undefined>;
}

/** An event as it stands on the topic, each part replaceable; returns its id. */
async function put(subject: string, data: unknown, { headers = {}, ...raw }: Raw = {}): Promise<string> {
  const id = randomUUID();
  const all = { 'content-type': 'application/json', ce_specversion: '1.0', ce_id: id, ce_source: '/services/spec', ce_type: 'thing.made.v1', ce_subject: subject, ce_partitionkey: subject, ce_time: new Date().toISOString(), ...headers };
  const present = Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  await producer.send({ topic: client.prefixed(things.name), acks: -1, messages: [{ key: subject, value: JSON.stringify(data), headers: present, ...raw }] });
  return id;
}

const effects = async (subject: string) => (await db.query<{ number: number }>('SELECT number FROM effect WHERE subject = $1 ORDER BY at', [subject])).map(({ number }) => number);
const parked = async () => (await app.get(Parking).list()).items;
const by = { kind: 'vendor', userId: '0199aaaa-0000-7000-8000-000000000001', roles: ['admin'] } as const;

describe('an event', () => {
  test('is handled once, with its own events in the same transaction, however often it comes', async () => {
    const id = await put('a', { number: 1, note: 'answer' });
    await put('a', { number: 1, note: 'answer' }, { headers: { ce_id: id } });
    await put('a', { number: 2 });
    await eventually(async () => expect(await effects('a')).toEqual([1, 2]));
    expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(1);
    expect(await db.query('SELECT type FROM outbox')).toEqual([{ type: 'thing.broken.v1' }]);
  });

  test('of another producer with the same id is another event', async () => {
    const id = await put('a', { number: 1 });
    await put('a', { number: 2 }, { headers: { ce_id: id, ce_source: '/crm' } });
    await eventually(async () => expect(await effects('a')).toEqual([1, 2]));
  });

  test('with two handlers runs both in one transaction', async () => {
    await put('a', { number: 3, note: 'both' });
    await eventually(async () => expect(await effects('a')).toEqual([3, 3]));
  });

  test('hands its correlation id on; without one its own id', async () => {
    await put('a', { number: 1 }, { headers: { ce_correlationid: 'c-7' } });
    const id = await put('a', { number: 2 });
    await eventually(() => expect(contexts).toEqual(['c-7', id]));
  });

  test('in structured mode is handled too', async () => {
    const content = { specversion: '1.0', id: randomUUID(), source: '/crm', type: 'thing.made.v1', subject: 's', data: { number: 5 } };
    await producer.send({ topic: client.prefixed(things.name), messages: [{ key: null, value: JSON.stringify(content), headers: { 'content-type': 'application/cloudevents+json' } }] });
    await eventually(async () => expect(await effects('s')).toEqual([5]));
  });

  test('with fields that nobody knows is handled without them; of a type that nobody knows it is skipped; tombstones too', async () => {
    await put('a', { nonsense: true }, { headers: { ce_type: 'thing.levitated.v9' } });
    await put('a', {}, { headers: { ce_type: 'thing.levitated.v9', ce_id: undefined } });
    await producer.send({ topic: client.prefixed(things.name), messages: [{ key: 'a', value: null }] });
    await put('a', { number: 1, colour: 'blue' });
    await eventually(async () => expect(await effects('a')).toEqual([1]));
    expect(outcomes.toSorted()).toEqual(['handled', 'tombstone', 'unknown_type', 'unknown_type']);
    expect(await parked()).toEqual([]);
  });
});

describe('an event that can never be handled is parked at once with the reason', () => {
  test.each<[string, unknown, Raw, RegExp]>([
    ['without id', { number: 1 }, { headers: { ce_id: undefined } }, /no id/],
    ['with a wrong schema', { number: 'one' }, {}, /\/number/],
    ['without data', {}, { value: null }, /schema/],
    ['with malformed bytes', {}, { value: Buffer.from([0xff, 0x00, 0x7b]) }, /not JSON/],
    ['without any header', {}, { headers: { ce_specversion: undefined, ce_id: undefined, ce_type: undefined, ce_source: undefined, ce_subject: undefined, ce_partitionkey: undefined, ce_time: undefined } }, /no CloudEvents/],
    ['from the future', { number: 1 }, { headers: { ce_time: '2099-01-01T00:00:00Z' } }, /from the future/],
    ['with NUL in its headers', { number: 1 }, { headers: { ce_source: 'a\0b', ce_specversion: '\0' } }, /not 1\.0/],
  ])('%s', async (_what, data, raw, reason) => {
    const key = randomUUID();
    await put(key, data, raw);
    await put('other', { number: 9 });
    const items = await eventually(async () => {
      const found = await parked();
      expect(found).toHaveLength(1);
      expect(await effects('other')).toEqual([9]);
      return found;
    });
    expect(items[0]).toMatchObject({ consumer: 'spec', topic: 'things', key, status: 'held', attempts: 1, waiting: 0, error: expect.stringMatching(reason) });
    expect(await effects(key)).toEqual([]);
  });
});

describe('an event whose handler fails', () => {
  test('waits with all later ones of its key while others flow; replay restores the order', async () => {
    poison.set(2, () => new PermanentError('not this one'));
    for (const number of [1, 2, 3, 4]) await put('p', { number });
    for (const number of [1, 2, 3]) await put('q', { number: number * 10 });
    await eventually(async () => expect(await effects('q')).toEqual([10, 20, 30]));
    await eventually(async () => expect(await parked()).toMatchObject([{ key: 'p', waiting: 2, status: 'held', error: 'PermanentError: not this one' }]));
    expect(await effects('p')).toEqual([1]);

    const [head] = await parked();
    expect(await app.get(Parking).replay(head?.id ?? '', by)).toMatchObject({ status: 'failed', replayed: 0, error: 'PermanentError: not this one' });
    poison.clear();
    await put('p', { number: 5 });
    expect(await app.get(Parking).replay(head?.id ?? '', by)).toMatchObject({ status: 'cleared' });
    await put('p', { number: 6 });
    await eventually(async () => expect(await effects('p')).toEqual([1, 2, 3, 4, 5, 6]));
    expect(await parked()).toEqual([]);
  });

  test('is tried again by itself, in order, and then held for a person', async () => {
    let failures = 1;
    poison.set(1, () => {
      failures -= 1;
      if (failures === 0) poison.delete(1);
      return new TypeError('x is undefined');
    });
    await put('r', { number: 1 });
    await put('r', { number: 2 });
    await eventually(async () => expect(await effects('r')).toEqual([1, 2]));

    poison.set(7, () => new TypeError('always'));
    await put('r', { number: 7 });
    await eventually(async () => expect(await parked()).toMatchObject([{ status: 'held', attempts: 3, error: 'TypeError: always' }]));
  });

  test('can be discarded, with a reason that is audited; what waits moves on', async () => {
    poison.set(1, () => new PermanentError('broken for good'));
    const id = await put('d', { number: 1, note: 'personal' });
    await put('d', { number: 2 });
    const [head] = await eventually(async () => {
      const items = await parked();
      expect(items).toMatchObject([{ eventId: id, waiting: 1 }]);
      return items;
    });
    await app.get(Parking).discard(head?.id ?? '', by, 'entered by mistake');
    await eventually(async () => expect(await effects('d')).toEqual([2]));
    expect(await db.query(`SELECT payload->>'action' AS action, payload->>'why' AS why FROM outbox WHERE aggregatetype = 'audit'`)).toEqual([
      { action: 'parked_event.discarded', why: 'entered by mistake' },
    ]);
    expect(await db.query('SELECT discard_reason, record_value, discarded_by FROM parked_event')).toEqual([
      { discard_reason: 'entered by mistake', record_value: null, discarded_by: `vendor:${by.userId}` },
    ]);
    await put('d', { number: 1 }, { headers: { ce_id: id } });
    await put('d', { number: 3 });
    await eventually(async () => expect(await effects('d')).toEqual([2, 3]));
    await expect(app.get(Parking).replay(head?.id ?? '')).rejects.toThrow(/no parked event/);
    await expect(app.get(Parking).discard('nonsense', by, 'x')).rejects.toThrow(/no parked event/);
  });

  test('because it does not come back is given up, and its transaction with it', async () => {
    hang.add(1);
    await put('h', { number: 1 });
    await put('other', { number: 2 });
    await eventually(async () => expect(await parked()).toMatchObject([{ key: 'h', error: expect.stringContaining('HandlerTimeout') }]));
    await eventually(async () => expect(await effects('other')).toEqual([2]));
    hang.clear();
    await eventually(async () => expect(await effects('h')).toEqual([1]));
  });

  test('that failed in one place is listed page by page', async () => {
    poison.set(1, () => new PermanentError('no'));
    for (const key of ['l1', 'l2', 'l3']) await put(key, { number: 1 });
    await eventually(async () => expect(await parked()).toHaveLength(3));
    const first = await app.get(Parking).list({ limit: 2 });
    const second = await app.get(Parking).list({ limit: 2, after: first.next ?? '' });
    expect(first.items).toHaveLength(2);
    expect([...first.items, ...second.items].map(({ key }) => key).toSorted()).toEqual(['l1', 'l2', 'l3']);
    expect(second.next).toBeNull();
  });
});
