import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer } from 'kafkajs';
import { KafkaClient } from './kafka.client.ts';
import type { KafkaOptions } from './messaging.options.ts';
import type { Offsets } from './topic.places.ts';

/** What is said around an event, without its data. */
export interface Head {
  readonly topic: string;
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly sequence: bigint;
  readonly time: string;
}

const PATIENCE_MS = 60_000;

/**
 * Reads topics from these places to where they end now, whoever else reads them; `onHeads` is waited for, so that memory stays bounded.
 *
 * @throws Error where the broker gives nothing for a minute, and whatever `onHeads` throws
 */
export async function readHeads(options: KafkaOptions, from: Offsets, onHeads: (heads: Head[]) => Promise<void>): Promise<void> {
  const client = new KafkaClient(options);
  const left = await unread(client, from);
  if (left.size === 0) return;
  const groupId = `recovery.${randomUUID()}`;
  const consumer = client.consumer(groupId, 30_000);
  try {
    await read(client, consumer, { from, left, onHeads });
  } finally {
    await consumer.disconnect();
    await forget(client, groupId);
  }
}

async function forget(client: KafkaClient, groupId: string): Promise<void> {
  const admin = client.admin();
  await admin.connect();
  try {
    await admin.deleteGroups([client.prefixed(groupId)]);
  } finally {
    await admin.disconnect();
  }
}

/** The partitions that hold something to read, with where they end. */
async function unread(client: KafkaClient, from: Offsets): Promise<Map<string, bigint>> {
  const admin = client.admin();
  await admin.connect();
  try {
    const left = new Map<string, bigint>();
    for (const [topic, places] of Object.entries(from)) {
      for (const { partition, high, low } of await admin.fetchTopicOffsets(client.prefixed(topic))) {
        const begin = BigInt(places[partition] ?? low);
        if (BigInt(high) > (begin < BigInt(low) ? BigInt(low) : begin)) left.set(`${topic}/${partition}`, BigInt(high));
      }
    }
    return left;
  } finally {
    await admin.disconnect();
  }
}

type Reading = { from: Offsets; left: Map<string, bigint>; onHeads: (heads: Head[]) => Promise<void> };

async function read(client: KafkaClient, consumer: Consumer, { from, left, onHeads }: Reading): Promise<void> {
  let failure: Error | undefined;
  let lastSign = Date.now();
  consumer.on(consumer.events.CRASH, ({ payload }) => (failure ??= payload.error));
  const topics = [...new Set([...left.keys()].map((name) => name.slice(0, name.lastIndexOf('/'))))];
  await consumer.connect();
  await consumer.subscribe({ topics: topics.map((topic) => client.prefixed(topic)), fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch }) => {
      const topic = client.unprefixed(batch.topic);
      const name = `${topic}/${batch.partition}`;
      const end = left.get(name);
      if (end === undefined || failure !== undefined) return;
      const begin = BigInt(from[topic]?.[batch.partition] ?? '0');
      const messages = batch.messages.filter(({ offset }) => BigInt(offset) >= begin && BigInt(offset) < end);
      try {
        await onHeads(messages.map(({ headers = {} }) => headOf(topic, (attribute) => String(headers[`ce_${attribute}`] ?? ''))));
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
        return;
      }
      if (BigInt(batch.lastOffset()) + 1n >= end) left.delete(name);
      lastSign = Date.now();
    },
  });
  for (const topic of topics) {
    for (const [partition, offset] of Object.entries(from[topic] ?? {})) consumer.seek({ topic: client.prefixed(topic), partition: Number(partition), offset });
  }
  for (; left.size > 0; await sleep(20)) {
    if (failure !== undefined) throw failure;
    if (Date.now() - lastSign > PATIENCE_MS) throw new Error(`The broker gave nothing for a minute; ${[...left.keys()].join(', ')} were not read to the end.`);
  }
}

/** Events that come from outside may have no sequence. */
function headOf(topic: string, attribute: (name: string) => string): Head {
  const sequence = attribute('sequence');
  return {
    topic,
    id: attribute('id'),
    source: attribute('source'),
    type: attribute('type'),
    subject: attribute('subject'),
    sequence: /^\d+$/.test(sequence) ? BigInt(sequence) : 0n,
    time: attribute('time'),
  };
}
