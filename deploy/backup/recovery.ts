import type { KafkaOptions } from '#libs/messaging/messaging.options';
import { readHeads, type Head } from '#libs/messaging/topic.heads';
import { TopicPlaces, type Offsets, type Places } from '#libs/messaging/topic.places';
import { services } from './config.ts';
import { Databases } from './databases.ts';
import { topics } from './topics.ts';

export interface Where {
  readonly kafka: KafkaOptions;
  readonly databaseUrl: (service: string) => string;
}

export interface Recovery {
  /** Events that others could read of these services, and that their databases no longer know: what was done after the backup, and is lost. */
  readonly lost: Head[];
  /** By service, those of them that it has handled and keeps. */
  readonly known: Record<string, Set<string>>;
  /** Of them the erasures: others carry them out, the restored database has to be told again. */
  readonly erasures: Head[];
  readonly sessionsEnded: number;
  /** By service, how many records it reads again. */
  readonly again: Record<string, number>;
}

/** The trail keeps what people did, also where nothing else of it is left. */
const stillHandled = ({ topic, type }: Head): boolean => topic === 'audit' || type === 'person.erased.v1';

/**
 * Has restored databases and the topics, which are ahead of them, agree. Safe to repeat until the services run.
 *
 * @param places where the consumers and the topics were when the backup was made, or before
 * @param onLost is told before anything is changed what will not be found again
 */
export async function recover(where: Where, restored: readonly string[], places: Places, onLost: (lost: readonly Head[]) => void): Promise<Recovery> {
  const kafka = new TopicPlaces(where.kafka, topics);
  await kafka.untilNobodyReads(services);
  const databases = await Databases.open(where.databaseUrl);
  try {
    const [now, beginnings] = await Promise.all([kafka.read(services), kafka.beginnings()]);
    const lost = await lostEvents(where.kafka, databases, restored, within(places.ends, now.ends, beginnings));
    onLost(lost);
    const known: Record<string, Set<string>> = {};
    for (const service of services) known[service] = await databases.fence(service, lost.filter((head) => !stillHandled(head)));
    for (const service of restored) await databases.countOn(service, lost.filter((head) => ownerOf(head) === service));
    const sessionsEnded = restored.includes('identity') ? await databases.endSessions() : 0;
    const again: Record<string, number> = {};
    for (const service of restored) {
      const back = within({ ...only(beginnings, now.groups[service] ?? {}), ...places.groups[service] }, now.ends, beginnings);
      await kafka.set(service, back);
      again[service] = distance(back, now.ends);
    }
    return { lost, known, erasures: lost.filter(({ type }) => type === 'person.erased.v1'), sessionsEnded, again };
  } finally {
    await databases.close();
  }
}

async function lostEvents(kafka: KafkaOptions, databases: Databases, restored: readonly string[], from: Offsets): Promise<Head[]> {
  const lost = new Map<string, Head>();
  await readHeads(kafka, from, async (heads) => {
    for (const service of restored) {
      const own = heads.filter((head) => ownerOf(head) === service);
      if (own.length === 0) continue;
      const told = await databases.lastTold(service, own);
      // The relay may have sent one twice.
      for (const [index, head] of own.entries()) if (head.sequence > (told[index] ?? 0n)) lost.set(`${head.source} ${head.id}`, head);
    }
  });
  return [...lost.values()];
}

const ownerOf = ({ source }: Head): string => source.replace(/^\/services\//, '');

const only = (offsets: Offsets, of: Offsets): Offsets => Object.fromEntries(Object.entries(offsets).filter(([topic]) => topic in of));

/** Places that the broker has: of topics that were made anew, or have forgotten since, the beginning. */
function within(places: Offsets, ends: Offsets, beginnings: Offsets): Offsets {
  const allowed = Object.entries(beginnings).flatMap(([topic, partitions]) => {
    const wanted = places[topic];
    if (wanted === undefined) return [];
    const inside = Object.entries(partitions).map(([partition, low]) => {
      const offset = BigInt(wanted[partition] ?? low);
      return [partition, offset < BigInt(low) || offset > BigInt(ends[topic]?.[partition] ?? '0') ? low : String(offset)] as const;
    });
    return [[topic, Object.fromEntries(inside)] as const];
  });
  return Object.fromEntries(allowed);
}

function distance(from: Offsets, to: Offsets): number {
  let records = 0n;
  for (const [topic, partitions] of Object.entries(from)) {
    for (const [partition, offset] of Object.entries(partitions)) records += BigInt(to[topic]?.[partition] ?? offset) - BigInt(offset);
  }
  return Number(records);
}
