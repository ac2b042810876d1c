import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaClient } from './kafka.client.ts';
import type { Assignment } from './supervised.consumer.ts';

export interface Measured {
  readonly topic: string;
  readonly partition: number;
  readonly position: bigint;
  readonly end: bigint;
}

/** Committed position and end of every assigned partition; undefined once `wanted` says so. */
export async function measureLag(client: KafkaClient, groupId: string, assignment: Assignment, wanted: () => boolean): Promise<Measured[] | undefined> {
  while (wanted()) {
    const measured = await once(client, groupId, assignment).catch(() => undefined);
    if (measured) return measured;
    await sleep(1_000);
  }
  return undefined;
}

async function once(client: KafkaClient, groupId: string, assignment: Assignment): Promise<Measured[]> {
  const topics = Object.keys(assignment).filter((topic) => assignment[topic]?.length);
  if (topics.length === 0) return [];
  const admin = client.admin();
  await admin.connect();
  try {
    const committed = await admin.fetchOffsets({ groupId: client.prefixed(groupId), topics: topics.map((topic) => client.prefixed(topic)) });
    const measured: Measured[] = [];
    for (const topic of topics) {
      const positions = new Map(committed.find((found) => found.topic === client.prefixed(topic))?.partitions.map((found) => [found.partition, BigInt(found.offset)]));
      for (const { partition, low, high } of await admin.fetchTopicOffsets(client.prefixed(topic))) {
        if (!assignment[topic]?.includes(partition)) continue;
        const position = positions.get(partition) ?? -1n;
        measured.push({ topic, partition, position: position < BigInt(low) ? BigInt(low) : position, end: BigInt(high) });
      }
    }
    return measured;
  } finally {
    await admin.disconnect();
  }
}
