import { KafkaClient } from '#libs/messaging/kafka.client';
import { setTimeout as sleep } from 'node:timers/promises';

/** A record's place in its aggregate's history. */
export interface Seen {
  readonly topic: string;
  readonly id: string;
  readonly subject: string;
  readonly sequence: number;
}

export interface TopicVerdict {
  readonly events: number;
  /** Records that came again with the id of an earlier one: the relay repeats after a crash, and every inbox takes the id once. */
  readonly redelivered: number;
  /** Aggregates whose first occurrences are not 1, 2, 3 … in this order. */
  readonly reordered: string[];
  readonly missing: string[];
}

/** A record as any outside consumer gets it; the topic's name is without the prefix. */
export interface Read {
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

/** Where every aggregate's events stand, see `judge`. */
export async function readTopics(brokers: string, topicPrefix: string, topics: readonly string[]): Promise<Seen[]> {
  const records = await readRecords(brokers, topicPrefix, topics);
  return records.map(({ topic, headers }) => ({ topic, id: headers['ce_id'] ?? '', subject: headers['ce_subject'] ?? '', sequence: Number(headers['ce_sequence'] ?? '') }));
}

/** Every topic that begins with the prefix, named without it. */
export async function topicsWith(brokers: string, topicPrefix: string): Promise<string[]> {
  const admin = new KafkaClient({ brokers: brokers.split(','), topicPrefix }).admin();
  await admin.connect();
  const all = await admin.listTopics();
  await admin.disconnect();
  return all.filter((name) => name.startsWith(topicPrefix)).map((name) => name.slice(topicPrefix.length));
}

/** Reads topics from their beginning to their end, as any outside consumer could. */
export async function readRecords(brokers: string, topicPrefix: string, topics: readonly string[]): Promise<Read[]> {
  const client = new KafkaClient({ brokers: brokers.split(','), topicPrefix });
  const admin = client.admin();
  await admin.connect();
  const ends = await Promise.all(topics.map((topic) => admin.fetchTopicOffsets(client.prefixed(topic))));
  const total = ends.flat().reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  await admin.disconnect();
  const read: Read[] = [];
  const consumer = client.consumer(`reader-${Date.now()}`, 10_000);
  await consumer.connect();
  await consumer.subscribe({ topics: topics.map((topic) => client.prefixed(topic)), fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: ({ topic, message: { key, value, headers } }) => {
      const texts = Object.fromEntries(Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)]));
      read.push({ topic: client.unprefixed(topic), key: String(key ?? ''), headers: texts, value: String(value ?? '') });
      return Promise.resolve();
    },
  });
  const end = Date.now() + 60_000;
  while (read.length < total && Date.now() < end) await sleep(50);
  await consumer.disconnect();
  if (read.length < total) throw new Error(`Only ${read.length} of ${total} records could be read.`);
  return read;
}

/** Whether every aggregate's events stand on the topic in the order of their sequence, without a gap. */
export function judge(seen: readonly Seen[]): TopicVerdict {
  const ids = new Set<string>();
  const last = new Map<string, number>();
  const reordered: string[] = [];
  const missing: string[] = [];
  let redelivered = 0;
  for (const { topic, id, subject, sequence } of seen) {
    if (ids.has(id)) {
      redelivered += 1;
      continue;
    }
    ids.add(id);
    const aggregate = `${topic}/${subject}`;
    const before = last.get(aggregate) ?? 0;
    if (sequence <= before) reordered.push(`${aggregate}: ${sequence} after ${before}`);
    else if (sequence !== before + 1) missing.push(`${aggregate}: ${before + 1} … ${sequence - 1}`);
    last.set(aggregate, Math.max(before, sequence));
  }
  return { events: ids.size, redelivered, reordered, missing };
}
