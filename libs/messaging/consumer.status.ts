import kafkajs, { type Admin } from 'kafkajs';
import type { EntityManager } from 'typeorm';
import type { KafkaClient } from './kafka.client.ts';

// Node does not see this name among the exports of a CommonJS module.
const { AssignerProtocol } = kafkajs;

/** One partition that a group reads, or has read. */
export interface PartitionStatus {
  readonly topic: string;
  readonly partition: number;
  /** The next offset to read; null where nothing is committed yet. */
  readonly committed: string | null;
  readonly end: string;
  /** Records that are not committed yet and still there. */
  readonly lag: number;
  /** ISO 8601, of the last commit; null where none was made yet. */
  readonly lastProgressAt: string | null;
  /** The member that has it now; null where nobody has. */
  readonly member: string | null;
  /** Keys whose events wait in the service's database, and how many events those are. */
  readonly parkedKeys: number;
  readonly parkedEvents: number;
}

export interface GroupStatus {
  /** With the prefix, as the broker knows it. */
  readonly group: string;
  /** The broker's word: Stable, PreparingRebalance, CompletingRebalance, Empty, Dead. */
  readonly state: string;
  readonly members: number;
  readonly partitions: readonly PartitionStatus[];
}

type Parked = { readonly topic: string; readonly partition: number; readonly keys: number; readonly events: number };
type Committed = { readonly offset: string; readonly metadata: string | null };

/** How a service's consumer group gets on, from the broker, with what is parked of each partition, from the service's database. */
export async function groupStatus(client: KafkaClient, service: string, tx: EntityManager): Promise<GroupStatus> {
  const parked = await tx.query<Parked[]>(
    `SELECT topic, partition, count(DISTINCT key)::int AS keys, count(*)::int AS events FROM parked_event WHERE consumer = $1 AND discarded_at IS NULL GROUP BY topic, partition`,
    [service],
  );
  const admin = client.admin();
  await admin.connect();
  try {
    const group = client.prefixed(service);
    const { state, members } = (await admin.describeGroups([group])).groups[0] ?? { state: 'Dead', members: [] };
    const holders = new Map<string, string>();
    for (const { clientId, clientHost, memberAssignment } of members) {
      for (const [topic, partitions] of Object.entries(AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment ?? {})) {
        for (const partition of partitions) holders.set(`${topic}/${partition}`, `${clientId}${clientHost}`);
      }
    }
    const committed = await committedOf(admin, group);
    const topics = new Set([...holders.keys(), ...committed.keys()].map((name) => name.slice(0, name.lastIndexOf('/'))));
    const partitions: PartitionStatus[] = [];
    for (const topic of [...topics].toSorted()) partitions.push(...(await ofTopic(client, admin, topic, { holders, committed, parked })));
    return { group, state, members: members.length, partitions };
  } finally {
    await admin.disconnect();
  }
}

async function committedOf(admin: Admin, groupId: string): Promise<Map<string, Committed>> {
  const found = (await admin.fetchOffsets({ groupId })).flatMap(({ topic, partitions }) => partitions.map((each) => [`${topic}/${each.partition}`, each] as const));
  return new Map(found.filter(([, { offset }]) => BigInt(offset) >= 0n));
}

async function ofTopic(
  client: KafkaClient,
  admin: Admin,
  name: string,
  known: { readonly holders: ReadonlyMap<string, string>; readonly committed: ReadonlyMap<string, Committed>; readonly parked: readonly Parked[] },
): Promise<PartitionStatus[]> {
  const topic = client.unprefixed(name);
  const ends = await admin.fetchTopicOffsets(name);
  return ends.toSorted((a, b) => a.partition - b.partition).map(({ partition, low, high }) => {
    const committed = known.committed.get(`${name}/${partition}`);
    const from = [BigInt(committed?.offset ?? low), BigInt(low)].reduce((a, b) => (a > b ? a : b));
    const waiting = known.parked.find((each) => each.topic === topic && each.partition === partition);
    return {
      topic,
      partition,
      committed: committed?.offset ?? null,
      end: high,
      lag: Math.max(0, Number(BigInt(high) - from)),
      lastProgressAt: timeIn(committed?.metadata),
      member: known.holders.get(`${name}/${partition}`) ?? null,
      parkedKeys: waiting?.keys ?? 0,
      parkedEvents: waiting?.events ?? 0,
    };
  });
}

/** What `SupervisedConsumer` commits with each offset. */
function timeIn(metadata: string | null | undefined): string | null {
  const time = Date.parse(metadata ?? '');
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
