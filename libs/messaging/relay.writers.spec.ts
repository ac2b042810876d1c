import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { messagingTopics, things } from '#libs/testing/messaging-app';
import { relayStage, type Sent } from '#libs/testing/relay-stage';
import { testBrokers } from '#libs/testing/start-service';
import type { KafkaClient } from './kafka.client.ts';
import type { Relay } from './relay.ts';
import { type ReadPage, readPage } from './relay.window.ts';
import { readHeads } from './topic.heads.ts';

const stage = relayStage();
const { relayOf } = stage;

/** Everything on the topic up to where it ends now, however long that takes to read. */
async function upToTheEnd(prefix: string): Promise<Sent[]> {
  const sent: Sent[] = [];
  await readHeads({ brokers: testBrokers(), topicPrefix: prefix }, { [things.name]: {} }, async (heads) => {
    sent.push(...heads.map(({ id, subject, sequence }) => ({ id, subject, sequence: Number(sequence) })));
  });
  return sent;
}

/** A row's number is drawn long before some transactions commit, and with 64 of them commits land out of that order all the time. */
async function write(aggregates: readonly string[], each: number, enough: () => boolean): Promise<string[]> {
  const ids: string[] = [];
  const writer = async (): Promise<void> => {
    for (let count = 0; count < each || !enough(); count += 1) {
      const id = randomUUID();
      const aggregate = aggregates[Math.floor(Math.random() * aggregates.length)];
      const client = await stage.writers.connect();
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

/** How far the relays have come; what they only send once everything is committed would show nothing of the order of commits. */
async function highest(): Promise<bigint> {
  const [state] = await stage.db.query<{ seq: string }>('SELECT high_seq AS seq FROM relay_state WHERE shard = 0');
  return BigInt(state?.seq ?? 0);
}

/** The relay is cut off from its database, or replaced by another one, again and again; each time only after it has come further, on a machine however slow. */
async function disturb(client: KafkaClient, read: ReadPage, until: () => boolean, disturbed: () => void): Promise<Relay> {
  let relay = relayOf(client, read);
  relay.start();
  for (let round = 0; !until(); round += 1) {
    const reached = await highest();
    await sleep(150 + Math.random() * 250);
    while (!until() && (await highest()) === reached) await sleep(20);
    disturbed();
    if (round % 2 === 0) {
      await stage.db.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'spec relay 0' AND datname = current_database()`);
    } else {
      const successor = relayOf(client, read);
      successor.start();
      await relay.stop();
      relay = successor;
    }
  }
  return relay;
}

async function run(read: ReadPage): Promise<{ written: string[]; prefix: string; relay: Relay }> {
  await stage.db.truncate();
  const { client, prefix } = await messagingTopics();
  const aggregates = Array.from({ length: 150 }, () => randomUUID());
  let done = false;
  let disturbances = 0;
  const relaying = disturb(
    client,
    read,
    () => done,
    () => (disturbances += 1),
  );
  const deadline = Date.now() + 60_000;
  const written = await write(aggregates, 25, () => disturbances >= 4 || Date.now() > deadline);
  done = true;
  return { written, prefix, relay: await relaying };
}

function skipped(written: readonly string[], sent: readonly Sent[]): string[] {
  const ids = new Set(sent.map(({ id }) => id));
  return written.filter((id) => !ids.has(id));
}

/** Of what was skipped, that after which later events of the same aggregate were sent: no relay comes back to it, however long one waits. */
async function overtaken(written: readonly string[], sent: readonly Sent[]): Promise<string[]> {
  const lost = await stage.db.query<Sent>('SELECT id, aggregateid AS subject, sequence::int AS sequence FROM outbox WHERE id = ANY($1::uuid[])', [skipped(written, sent)]);
  return lost.filter(({ subject, sequence }) => sent.some((later) => later.subject === subject && later.sequence > sequence)).map(({ id }) => id);
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
    const { written, prefix, relay } = await run(readPage);
    const sent = await eventually(
      async () => {
        const soFar = await upToTheEnd(prefix);
        expect(skipped(written, soFar)).toEqual([]);
        return soFar;
      },
      { timeoutMs: 75_000 },
    );
    await relay.stop();
    expect(written.length).toBeGreaterThan(1400);
    expect(reordered(sent)).toEqual([]);
    const known = new Set(written);
    expect(sent.filter(({ id }) => !known.has(id))).toEqual([]);
  }, 120_000);

  test('a relay that reads "id > last" fails the same check', async () => {
    const { written, prefix, relay } = await run(aboveLast);
    const newestIsSent = 'SELECT (SELECT high_seq FROM relay_state WHERE shard = 0) = (SELECT max(seq) FROM outbox) AS sent';
    await eventually(async () => expect(await stage.db.query(newestIsSent)).toEqual([{ sent: true }]));
    await relay.stop();
    const sent = await upToTheEnd(prefix);
    expect(sent.length).toBeGreaterThan(100);
    expect((await overtaken(written, sent)).length).toBeGreaterThan(0);
    expect(reordered(sent).length).toBeGreaterThan(0);
  }, 120_000);
});
