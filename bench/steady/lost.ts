import { setTimeout as sleep } from 'node:timers/promises';
import { topics } from '#libs/contracts/events/all';
import { judge, readTopics, type Seen } from '../../test/faults/topic-reader.ts';
import { poolTo } from '../accounts.ts';
import type { Surroundings } from '../surroundings.ts';
import type { SteadyReport } from './load.ts';

export interface Lost {
  readonly events: number;
  readonly lost: readonly string[];
  readonly doubled: number;
  readonly reordered: number;
}

const writers: Readonly<Record<string, string>> = { apply: 'applications', deal: 'deals' };
const PATIENCE_MS = 120_000;

/**
 * What became of everything that was confirmed: its first event must stand on its topic and in the inbox of notifications, which mails it to people; no aggregate may have a
 * gap, no service hold anything back. Waits as long as less and less is missing.
 */
export async function lostEvents(around: Surroundings, prefixes: { databasePrefix: string; kafkaPrefix: string }, { written }: SteadyReport): Promise<Lost> {
  const inbox = poolTo(around.adminUrl, `${prefixes.databasePrefix}notifications`, 1);
  let least = Number.POSITIVE_INFINITY;
  let end = 0;
  try {
    for (;;) {
      const seen = await readTopics(around.brokers, prefixes.kafkaPrefix, topics.map(({ name }) => name).filter((name) => name !== 'crm'));
      const { rows } = await inbox.query<{ id: string }>('SELECT event_id AS id FROM inbox');
      const { rows: parked } = await inbox.query<{ key: string }>("SELECT topic || ' ' || key AS key FROM parked_event");
      const { missing, reordered, events } = judge(seen);
      const heard = new Set(rows.map(({ id }) => id));
      const lost = [...missing, ...parked.map(({ key }) => `parked: ${key}`), ...untold(seen, written, heard)];
      if (lost.length < least) [least, end] = [lost.length, Date.now() + PATIENCE_MS];
      if (lost.length === 0 || Date.now() > end) return { events, lost, doubled: rows.length - heard.size, reordered: reordered.length };
      await sleep(3000);
    }
  } finally {
    await inbox.end();
  }
}

function untold(seen: readonly Seen[], written: SteadyReport['written'], heard: ReadonlySet<string>): string[] {
  const firsts = new Map(seen.filter(({ sequence }) => sequence === 1).map(({ topic, subject, id }) => [`${topic}/${subject}`, id]));
  return Object.entries(written).flatMap(([kind, ids]) =>
    ids.flatMap((id) => {
      const first = firsts.get(`${writers[kind]}/${id}`);
      if (first === undefined) return [`${kind} ${id} is on no topic`];
      return heard.has(first) ? [] : [`${kind} ${id} was not heard by notifications`];
    }),
  );
}
