import type { KafkaOptions } from '#libs/messaging/messaging.options';
import { readHeads, type Head } from '#libs/messaging/topic.heads';
import { TopicPlaces, type Offsets } from '#libs/messaging/topic.places';
import { services } from './config.ts';
import { Databases } from './databases.ts';
import { distance, gaps, notAhead, only, within, type From, type Kept } from './places.ts';
import { topics } from './topics.ts';

export interface Where {
  readonly kafka: KafkaOptions;
  readonly databaseUrl: (service: string) => string;
}

export interface What {
  /** The services whose databases were restored. */
  readonly restored: readonly string[];
  /** Where the consumers and the topics were when the backup was made, or before. */
  readonly from: From;
  /** Goes on where the broker has deleted what would have to be read. */
  readonly acceptGap: boolean;
}

export interface Recovery {
  /** Events that others could read of these services, and that their databases no longer know: what was done after the backup, and is lost. */
  readonly lost: Head[];
  /** By service, those of them that it has handled and keeps. */
  readonly known: Record<string, Set<string>>;
  readonly sessionsEnded: number;
  readonly linksRevoked: number;
  /** By service, how many records it reads again. */
  readonly again: Record<string, number>;
}

/** The trail keeps what people did, also where nothing else of it is left. */
const stillHandled = ({ topic, type }: Head): boolean => topic === 'audit' || type === 'person.erased.v1';

/**
 * Has restored databases and the topics, which are ahead of them, agree. Safe to repeat until the services run.
 *
 * @param onLost is told before anything is changed what will not be found again
 * @throws Error where records are missing in the topics and `acceptGap` is not set; nothing is changed then
 */
export async function recover(where: Where, { restored, from, acceptGap }: What, onLost: (lost: readonly Head[]) => void): Promise<Recovery> {
  const kafka = new TopicPlaces(where.kafka, topics);
  await kafka.untilNobodyReads(services);
  const [now, beginnings] = await Promise.all([kafka.read(services), kafka.beginnings()]);
  const kept: Kept = { beginnings, ends: now.ends };
  const back = Object.fromEntries(restored.map((service) => [service, backOf(from.groups[service] ?? {}, now.groups[service] ?? {}, beginnings)]));
  if (!acceptGap) refuseGaps([from.ends, ...Object.values(back)], kept, from.unsure ?? []);
  const databases = await Databases.open(where.databaseUrl);
  try {
    const lost = await lostEvents(where.kafka, databases, restored, within(from.ends, kept));
    onLost(lost);
    const known: Record<string, Set<string>> = {};
    for (const service of services) known[service] = await databases.fence(service, lost.filter((head) => !stillHandled(head)));
    const ended = restored.includes('identity') ? await endAccess(databases, acceptGap ? undefined : lost) : { sessionsEnded: 0, linksRevoked: 0 };
    // Last of what the databases get: who has counted on, finds nothing lost any more.
    for (const service of restored) {
      await databases.countOn(service, lost.filter((head) => ownerOf(head) === service));
      if (acceptGap) await databases.countFarOn(service);
    }
    const again: Record<string, number> = {};
    for (const service of restored) {
      const places = within(back[service] ?? {}, { ...kept, beginnings: only(beginnings, back[service] ?? {}) });
      await kafka.set(service, places);
      again[service] = distance(places, now.ends);
    }
    return { lost, known, ...ended, again };
  } finally {
    await databases.close();
  }
}

/** Of topics that the group began to read after that moment, the beginning. */
function backOf(wanted: Offsets, committed: Offsets, beginnings: Offsets): Offsets {
  return notAhead({ ...only(beginnings, committed), ...wanted }, committed);
}

function refuseGaps(wanted: readonly Offsets[], kept: Kept, unsure: readonly string[]): void {
  const missing = [...new Set([...wanted.flatMap((places) => gaps(places, kept)), ...unsure])].toSorted();
  if (missing.length === 0) return;
  throw new Error(
    `The broker no longer has all records since then of ${missing.join(', ')}. What was told in them can neither be named as lost nor be handled. --accept-gap goes on without them, and has all owners count their events far above what anybody can have seen.`,
  );
}

async function endAccess(databases: Databases, lost: readonly Head[] | undefined): Promise<{ sessionsEnded: number; linksRevoked: number }> {
  const users = lost?.filter(({ topic }) => topic === 'users').map(({ subject }) => subject);
  return { sessionsEnded: await databases.endSessions(), linksRevoked: await databases.revokeLinks(users) };
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
