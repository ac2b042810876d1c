import { setTimeout as sleep } from 'node:timers/promises';
import { readHeads, type Head } from '#libs/messaging/topic.heads';
import { TopicPlaces } from '#libs/messaging/topic.places';
import { topics as contracts } from '#libs/contracts/events/all';
import pg from 'pg';
import { services } from './faults.ts';
import type { RestorePlace } from './restore-place.ts';

const topics = contracts.map(({ name }) => name);
const kafkaOf = ({ brokers, prefix }: RestorePlace) => ({ brokers: brokers.split(','), topicPrefix: prefix });
const named = ({ source, id }: { source: string; id: string }): string => `${source} ${id}`;

export async function rows<R extends object>(place: RestorePlace, service: string, sql: string): Promise<R[]> {
  const url = new URL(place.databaseUrl);
  url.pathname = `/pms_${service}`;
  const client = new pg.Client({ connectionString: url.toString() });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Waits until every group has read to the end and nothing new has come for some seconds; returns how long that took, in seconds. */
export async function settled(place: RestorePlace): Promise<number> {
  const kafka = new TopicPlaces(kafkaOf(place), topics);
  const began = Date.now();
  for (let last = '', quiet = 0; ; await sleep(1000)) {
    const { ends, groups } = await kafka.read(services);
    const behind = Object.values(groups).some((group) => Object.entries(group).some(([topic, partitions]) => Object.entries(partitions).some(([partition, offset]) => BigInt(offset) < BigInt(ends[topic]?.[partition] ?? '0'))));
    const now = JSON.stringify(ends);
    quiet = !behind && now === last ? quiet + 1 : 0;
    last = now;
    if (quiet >= 4) return (Date.now() - began) / 1000 - 4;
    if (Date.now() - began > 300_000) throw new Error('The consumers did not come to the end of the topics within five minutes.');
  }
}

export async function allHeads(place: RestorePlace): Promise<Head[]> {
  const all: Head[] = [];
  await readHeads(kafkaOf(place), await new TopicPlaces(kafkaOf(place), topics).beginnings(), (heads) => {
    all.push(...heads);
    return Promise.resolve();
  });
  return [...new Map(all.map((head) => [named(head), head])).values()];
}

/** What each service has handled, by source and id; the inbox holds each once. */
export async function handled(place: RestorePlace): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  for (const service of services) {
    const inbox = await rows<{ source: string; id: string }>(place, service, 'SELECT source, event_id AS id FROM inbox');
    found.set(service, new Set(inbox.map(named)));
  }
  return found;
}

/** Which types each service handles: those of which it had handled any. */
export function handledTypes(heads: readonly Head[], inboxes: Map<string, Set<string>>): Map<string, Set<string>> {
  return new Map([...inboxes].map(([service, inbox]) => [service, new Set(heads.filter((head) => inbox.has(named(head))).map(({ type }) => type))]));
}

/** Events on the topics that a service should have handled, and has not. */
export function unhandled(heads: readonly Head[], inboxes: Map<string, Set<string>>, types: Map<string, Set<string>>): string[] {
  return [...inboxes].flatMap(([service, inbox]) => heads.filter((head) => types.get(service)?.has(head.type) === true && !inbox.has(named(head))).map((head) => `${service}: ${head.type} ${head.id}`));
}

/** Rows that one service has of another's things, and the other does not know. */
export async function strangers(place: RestorePlace): Promise<string[]> {
  const ids = async (service: string, sql: string) => (await rows<{ id: string }>(place, service, sql)).map(({ id }) => id);
  const partners = new Set(await ids('applications', 'SELECT id::text FROM partner'));
  const deals = new Set(await ids('leads', 'SELECT id::text FROM deal'));
  const copies: [string, string, Set<string>][] = [
    ['leads', 'SELECT id::text FROM partner', partners],
    ['commissions', 'SELECT partner_id::text AS id FROM partner', partners],
    ['identity', 'SELECT DISTINCT partner_id::text AS id FROM user_account WHERE partner_id IS NOT NULL', partners],
    ['commissions', 'SELECT id::text FROM deal', deals],
  ];
  const found: string[] = [];
  for (const [service, sql, known] of copies) found.push(...(await ids(service, sql)).filter((id) => !known.has(id)).map((id) => `${service}: ${id}`));
  return found;
}
