import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin, ITopicConfig } from 'kafkajs';

const WAIT_MS = 20_000;

/**
 * Creates topics, named as on the broker, and waits until every partition of them has a leader that answers for it. Topics that exist are left as they are.
 * kafkajs's own waiting fails on KRaft, where a broker that is asked right after the creation does not know the topic yet; and for a moment after
 * that it is named as the leader of a partition without knowing so itself, and refuses what is sent to it.
 *
 * @throws Error where a topic is not ready after 20 s
 */
export async function createTopics(admin: Admin, topics: ITopicConfig[]): Promise<void> {
  if (topics.length === 0) return;
  await admin.createTopics({ waitForLeaders: false, topics });
  const names = topics.map(({ topic }) => topic);
  for (const deadline = Date.now() + WAIT_MS; ; await sleep(50)) {
    const failure = await leaderless(admin, names);
    if (failure === undefined) return;
    if (Date.now() > deadline) throw new Error(`Topics were created but are not ready: ${failure}`);
  }
}

async function leaderless(admin: Admin, names: string[]): Promise<string | undefined> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: names });
    const without = topics.filter(({ partitions }) => partitions.length === 0 || partitions.some(({ leader }) => leader < 0));
    if (without.length > 0) return without.map(({ name }) => name).join(', ');
    for (const name of names) await admin.fetchTopicOffsets(name);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown';
  }
}
