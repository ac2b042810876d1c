import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { messagingTopics, things } from '#libs/testing/messaging-app';
import { relayStage, type Sent } from '#libs/testing/relay-stage';
import type { KafkaClient } from './kafka.client.ts';
import { RelaySignal } from './relay.signal.ts';
import { readPage } from './relay.window.ts';
import { SupervisedConsumer } from './supervised.consumer.ts';

const stage = relayStage();
const { relayOf } = stage;

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

describe('the relay', () => {
  const append = (aggregate: string, numbers: readonly number[]) =>
    stage.writers.query('SELECT outbox_append($1::jsonb)', [
      JSON.stringify(numbers.map((number) => ({ id: randomUUID(), topic: 'things', aggregate, type: 'thing.made.v1', payload: { number }, headers: {}, shards: 1 }))),
    ]);
  const subjects = (sent: readonly Sent[]) => sent.map(({ subject, sequence }) => `${subject}#${sequence}`);

  test('pages through a large backlog in order and once', async () => {
    await stage.db.truncate();
    const { client } = await messagingTopics(1);
    await append('a', Array.from({ length: 1_250 }, (_, index) => index));
    const relay = relayOf(client, readPage);
    relay.start();
    const sent = await received(client, (events) => expect(events.length).toBeGreaterThanOrEqual(1_250));
    await relay.stop();
    expect(sent.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 1_250 }, (_, index) => index + 1));
  });

  test('reads what is new, not all that was sent since the slot was emptied', async () => {
    await stage.db.truncate();
    const { client } = await messagingTopics(1);
    const relay = relayOf(client, readPage);
    relay.start();
    await append('a', Array.from({ length: 5_000 }, (_, index) => index));
    await received(client, (events) => expect(events).toHaveLength(5_000));
    const readByNumber = async (): Promise<number> => {
      const [row] = await stage.db.query<{ read: string }>(`SELECT sum(idx_tup_read) AS read FROM pg_stat_user_indexes WHERE indexrelname LIKE 'outbox_%_pkey'`);
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
    await stage.db.truncate();
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
    await stage.db.truncate();
    const { client } = await messagingTopics(1);
    await append('before', [1, 2]);
    const relay = relayOf(client, readPage);
    relay.start();
    await received(client, (events) => expect(events).toHaveLength(2));
    await relay.stop();
    await append('restored', [1]);
    // As a restored dump looks: another cluster's identifier, and transaction ids far beyond this cluster's.
    await stage.db.query(`UPDATE relay_state SET system_identifier = 42, snapshot = (SELECT format('%s:%s:', max(xid)::text::bigint + 900000, max(xid)::text::bigint + 900000)::pg_snapshot FROM outbox WHERE aggregateid = 'before') WHERE shard = 0`);
    await stage.db.query(`UPDATE outbox SET xid = (xid::text::bigint + 1000000)::text::xid8 WHERE aggregateid = 'restored'`);
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
    await stage.db.truncate();
    const { client } = await messagingTopics(1);
    await append('a', [1, 2, 3]);
    const slots = async (): Promise<boolean[]> => {
      const { rows } = await stage.writers.query<{ emptied: boolean }>('SELECT outbox_empty(slot::smallint) AS emptied FROM generate_series(0, 5) slot ORDER BY slot');
      return rows.map(({ emptied }) => emptied);
    };
    expect((await slots()).filter((emptied) => !emptied)).toHaveLength(1);
    const relay = relayOf(client, readPage);
    relay.start();
    await eventually(async () => expect(await slots()).toEqual([true, true, true, true, true, true]));
    await relay.stop();
    expect(await stage.db.query('SELECT 1 FROM outbox')).toEqual([]);
    await received(client, (events) => expect(subjects(events)).toEqual(['a#1', 'a#2', 'a#3']));
  });

  test('leaves a slot alone in which a transaction is still writing', async () => {
    await stage.db.truncate();
    const client = await stage.writers.connect();
    await client.query('BEGIN');
    await client.query(`SELECT outbox_append('[{"id":"${randomUUID()}","topic":"things","aggregate":"a","type":"t","payload":{},"headers":{},"shards":1}]')`);
    const { rows } = await stage.writers.query<{ emptied: boolean }>('SELECT outbox_empty(slot::smallint) AS emptied FROM generate_series(0, 5) slot');
    expect(rows.filter(({ emptied }) => !emptied)).toHaveLength(1);
    await client.query('COMMIT');
    client.release();
    expect(await stage.db.query('SELECT aggregateid FROM outbox')).toEqual([{ aggregateid: 'a' }]);
  });
});
