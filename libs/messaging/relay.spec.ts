import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Pool } from 'pg';
import { eventually } from '#libs/testing/eventually';
import { messagingDatabase, messagingTopics, things } from '#libs/testing/messaging-app';
import { testBrokers } from '#libs/testing/start-service';
import type { TestDatabase } from '#libs/testing/test-database';
import type { KafkaClient } from './kafka.client.ts';
import type { RelayOptions } from './messaging.options.ts';
import { Relay } from './relay.ts';
import { RelaySignal } from './relay.signal.ts';
import { type ReadPage, readPage } from './relay.window.ts';
import { SupervisedConsumer } from './supervised.consumer.ts';

interface Sent {
  readonly id: string;
  readonly subject: string;
  readonly sequence: number;
}

let db: TestDatabase;
let writers: Pool;

beforeAll(async () => {
  db = await messagingDatabase();
  writers = new Pool({ connectionString: db.url, max: 64 });
});

afterAll(async () => {
  await writers.end();
  await db.drop();
});

const relays: Relay[] = [];

afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
});

function relayOf(client: KafkaClient, read: ReadPage, options: RelayOptions = {}, signal = new RelaySignal()): Relay {
  const relay = new Relay({ service: 'spec', brokers: testBrokers(), relay: { batchSize: 100, ...options } }, db.dataSource, client, signal, read);
  relays.push(relay);
  return relay;
}

/** Everything on the topic as `until` wants it, in the order in which a consumer of each partition sees it. */
async function received(client: KafkaClient, until: (sent: readonly Sent[]) => void, timeoutMs = 75_000): Promise<Sent[]> {
  const sent: Sent[] = [];
  // Watched, since a plain one stops for good at the first error that it meets on a busy machine.
  const consumer = new SupervisedConsumer(client, {
    groupId: `check-${randomUUID()}`,
    topics: [things.name],
    fromBeginning: true,
    sessionTimeoutMs: 10_000,
    stallMs: 15_000,
    onBatch: ({ batch }) => {
      for (const message of batch.messages) {
        const header = (name: string): string => message.headers?.[name]?.toString() ?? '';
        sent.push({ id: header('ce_id'), subject: header('ce_subject'), sequence: Number(header('ce_sequence')) });
      }
    },
    onAssigned: () => undefined,
    onRevoked: () => undefined,
    onRestart: () => undefined,
  });
  consumer.start();
  try {
    await eventually(() => until(sent), { timeoutMs });
  } finally {
    await consumer.stop();
  }
  return sent;
}

/** A row's number is drawn long before some transactions commit, and with 64 of them commits land out of that order all the time. */
async function write(aggregates: readonly string[], each: number): Promise<string[]> {
  const ids: string[] = [];
  const writer = async (): Promise<void> => {
    for (let count = 0; count < each; count += 1) {
      const id = randomUUID();
      const aggregate = aggregates[Math.floor(Math.random() * aggregates.length)];
      const client = await writers.connect();
      await client.query('BEGIN');
      await client.query('SELECT outbox_append($1::jsonb)', [JSON.stringify([{ id, topic: 'things', aggregate, type: 'thing.made.v1', payload: { number: count }, headers: {}, shards: 1 }])]);
      await sleep(Math.random() ** 4 * 120);
      const rollBack = Math.random() < 0.05;
      await client.query(rollBack ? 'ROLLBACK' : 'COMMIT');
      if (!rollBack) ids.push(id);
      client.release();
    }
  };
  await Promise.all(Array.from({ length: 64 }, writer));
  return ids;
}

/** The relay is cut off from its database, or replaced by another one, again and again. */
async function disturb(client: KafkaClient, read: ReadPage, until: () => boolean): Promise<Relay> {
  let relay = relayOf(client, read);
  relay.start();
  for (let round = 0; !until(); round += 1) {
    await sleep(150 + Math.random() * 250);
    if (round % 2 === 0) {
      await db.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'spec relay 0' AND datname = current_database()`);
    } else {
      const successor = relayOf(client, read);
      successor.start();
      await relay.stop();
      relay = successor;
    }
  }
  return relay;
}

async function run(read: ReadPage): Promise<{ written: string[]; client: KafkaClient; relay: Relay }> {
  await db.truncate();
  const { client } = await messagingTopics();
  const aggregates = Array.from({ length: 150 }, () => randomUUID());
  let done = false;
  const relaying = disturb(client, read, () => done);
  const written = await write(aggregates, 25);
  done = true;
  return { written, client, relay: await relaying };
}

function skipped(written: readonly string[], sent: readonly Sent[]): string[] {
  const ids = new Set(sent.map(({ id }) => id));
  return written.filter((id) => !ids.has(id));
}

/** Repeats are allowed, the inbox skips them; the first appearances of an aggregate's events must be in order and without a gap. */
function reordered(sent: readonly Sent[]): Sent[] {
  const last = new Map<string, number>();
  const seen = new Set<string>();
  return sent.filter(({ id, subject, sequence }) => {
    if (seen.has(id)) return false;
    seen.add(id);
    const expected = (last.get(subject) ?? 0) + 1;
    last.set(subject, sequence);
    return sequence !== expected;
  });
}

/** What everybody writes first: remember the highest number, read what is above it. */
const aboveLast: ReadPage = async (relayDb, shard, state, limit) => {
  const { rows } = await relayDb.query<Awaited<ReturnType<ReadPage>>['rows'][number]>({
    name: 'mutant',
    text: `SELECT id, aggregatetype AS topic, aggregateid AS aggregate, type, payload::text AS payload, headers, sequence, seq
             FROM outbox WHERE shard = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
    values: [shard, state.highSeq, limit],
  });
  return { rows, state: { ...state, target: null, highSeq: rows.at(-1)?.seq ?? state.highSeq } };
};

describe('the relay under 64 writers, random commit delays, lost connections and successors', () => {
  test('skips nothing and keeps the order of each aggregate', async () => {
    const { written, client, relay } = await run(readPage);
    const sent = await received(client, (events) => expect(skipped(written, events)).toEqual([]));
    await relay.stop();
    expect(written.length).toBeGreaterThan(1400);
    expect(reordered(sent)).toEqual([]);
    const known = new Set(written);
    expect(sent.filter(({ id }) => !known.has(id))).toEqual([]);
  }, 120_000);

  test('a relay that reads "id > last" fails the same check', async () => {
    const { written, client, relay } = await run(aboveLast);
    await sleep(1_000);
    await relay.stop();
    let sent: readonly Sent[] = [];
    const everything = (events: readonly Sent[]): void => {
      sent = events;
      assert.equal(skipped(written, events).length, 0);
    };
    await received(client, everything, 4_000).catch(() => undefined);
    expect(sent.length).toBeGreaterThan(100);
    expect(skipped(written, sent).length).toBeGreaterThan(0);
  }, 60_000);
});

describe('the relay', () => {
  const append = (aggregate: string, numbers: readonly number[]) =>
    writers.query('SELECT outbox_append($1::jsonb)', [
      JSON.stringify(numbers.map((number) => ({ id: randomUUID(), topic: 'things', aggregate, type: 'thing.made.v1', payload: { number }, headers: {}, shards: 1 }))),
    ]);
  const subjects = (sent: readonly Sent[]) => sent.map(({ subject, sequence }) => `${subject}#${sequence}`);

  test('pages through a large backlog in order and once', async () => {
    await db.truncate();
    const { client } = await messagingTopics(1);
    await append('a', Array.from({ length: 1_250 }, (_, index) => index));
    const relay = relayOf(client, readPage);
    relay.start();
    const sent = await received(client, (events) => expect(events.length).toBeGreaterThanOrEqual(1_250));
    await relay.stop();
    expect(sent.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 1_250 }, (_, index) => index + 1));
  });

  test('reads what is new, not all that was sent since the slot was emptied', async () => {
    await db.truncate();
    const { client } = await messagingTopics(1);
    const relay = relayOf(client, readPage);
    relay.start();
    await append('a', Array.from({ length: 5_000 }, (_, index) => index));
    await received(client, (events) => expect(events).toHaveLength(5_000));
    const readByNumber = async (): Promise<number> => {
      const [row] = await db.query<{ read: string }>(`SELECT sum(idx_tup_read) AS read FROM pg_stat_user_indexes WHERE indexrelname LIKE 'outbox_%_pkey'`);
      return Number(row?.read);
    };
    // Sessions tell the server's statistics of their reads once a second, and later where there is much else to do.
    let before = -1;
    await eventually(async () => {
      const last = before;
      await sleep(1_200);
      before = await readByNumber();
      expect(before).toBe(last);
    }, { timeoutMs: 15_000 });
    for (let number = 0; number < 10; number += 1) {
      await append('b', [number]);
      await sleep(150);
    }
    await sleep(1_000);
    await relay.stop();
    expect((await readByNumber()) - before).toBeLessThan(1_000);
  });

  test('hears of events that were appended by a process that does not lead', async () => {
    await db.truncate();
    const { client } = await messagingTopics(1);
    const never = { minPauseMs: 600_000, maxPauseMs: 600_000 };
    const leader = relayOf(client, readPage, never);
    leader.start();
    await eventually(() => expect(leader.leading).toBe(true));
    const signal = new RelaySignal();
    const other = relayOf(client, readPage, never, signal);
    other.start();
    // By then the leader has found nothing, and rests for good.
    await sleep(1_000);
    await append('a', [1]);
    await received(client, (events) => {
      signal.appended();
      expect(subjects(events)).toEqual(['a#1']);
    }, 20_000);
    expect(other.leading).toBe(false);
  });

  test('after a restore into another cluster sends what was not sent and goes on', async () => {
    await db.truncate();
    const { client } = await messagingTopics(1);
    await append('before', [1, 2]);
    const relay = relayOf(client, readPage);
    relay.start();
    await received(client, (events) => expect(events).toHaveLength(2));
    await relay.stop();
    await append('restored', [1]);
    // As a restored dump looks: another cluster's identifier, and transaction ids far beyond this cluster's.
    await db.query(`UPDATE relay_state SET system_identifier = 42, snapshot = (SELECT format('%s:%s:', max(xid)::text::bigint + 900000, max(xid)::text::bigint + 900000)::pg_snapshot FROM outbox WHERE aggregateid = 'before') WHERE shard = 0`);
    await db.query(`UPDATE outbox SET xid = (xid::text::bigint + 1000000)::text::xid8 WHERE aggregateid = 'restored'`);
    await append('new', [1]);
    const successor = relayOf(client, readPage);
    successor.start();
    await received(client, (events) => expect(subjects(events)).toEqual(['before#1', 'before#2', 'restored#1', 'new#1']));
    await append('later', [1]);
    const all = await received(client, (events) => expect(subjects(events)).toContain('later#1'));
    await successor.stop();
    expect(subjects(all)).toEqual(['before#1', 'before#2', 'restored#1', 'new#1', 'later#1']);
  });

  test('empties a slot of the ring only once everything in it was sent', async () => {
    await db.truncate();
    const { client } = await messagingTopics(1);
    await append('a', [1, 2, 3]);
    const slots = async (): Promise<boolean[]> => {
      const { rows } = await writers.query<{ emptied: boolean }>('SELECT outbox_empty(slot::smallint) AS emptied FROM generate_series(0, 5) slot ORDER BY slot');
      return rows.map(({ emptied }) => emptied);
    };
    expect((await slots()).filter((emptied) => !emptied)).toHaveLength(1);
    const relay = relayOf(client, readPage);
    relay.start();
    await eventually(async () => expect(await slots()).toEqual([true, true, true, true, true, true]));
    await relay.stop();
    expect(await db.query('SELECT 1 FROM outbox')).toEqual([]);
    await received(client, (events) => expect(subjects(events)).toEqual(['a#1', 'a#2', 'a#3']));
  });

  test('leaves a slot alone in which a transaction is still writing', async () => {
    await db.truncate();
    const client = await writers.connect();
    await client.query('BEGIN');
    await client.query(`SELECT outbox_append('[{"id":"${randomUUID()}","topic":"things","aggregate":"a","type":"t","payload":{},"headers":{},"shards":1}]')`);
    const { rows } = await writers.query<{ emptied: boolean }>('SELECT outbox_empty(slot::smallint) AS emptied FROM generate_series(0, 5) slot');
    expect(rows.filter(({ emptied }) => !emptied)).toHaveLength(1);
    await client.query('COMMIT');
    client.release();
    expect(await db.query('SELECT aggregateid FROM outbox')).toEqual([{ aggregateid: 'a' }]);
  });
});
