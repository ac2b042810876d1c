import type { EntityManager } from 'typeorm';
import { topics } from '#libs/contracts/events/all';
import { open } from './cloud-events.ts';
import { recordOf, type ParkedRow } from './parking.store.ts';
import { isErasure } from './personal.ts';
import { redacted } from './personal.record.ts';

/** One parked event with what it carries, and its place. */
export interface ParkedDetails {
  readonly partition: number;
  readonly offset: string;
  readonly recordKey: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** The data, or the whole event in structured mode; text where it is no JSON; null for a tombstone, and where it is hidden. */
  readonly value: unknown;
  /** true where no contract knows the type, so that nobody can tell what is personal in it, and where the event is itself somebody's address. */
  readonly hidden: boolean;
  /** The events of the same key that wait behind it, at most 20. */
  readonly behind: readonly { readonly id: string; readonly type: string | null; readonly parkedAt: string }[];
}

const contracts = new Map(topics.flatMap(({ events }) => Object.entries(events)).map(([type, { data }]) => [type, data]));

/** What an operator may read of a parked event: without personal data unless `personal`. The caller has checked that the event is there. */
export async function parkedDetails(tx: EntityManager, id: string, personal: boolean): Promise<ParkedDetails> {
  const [row] = await tx.query<[ParkedRow]>('SELECT topic, partition, record_offset, record_key, record_headers, record_value FROM parked_event WHERE id = $1', [id]);
  const behind = await tx.query<{ id: string; type: string | null; parkedAt: Date }[]>(
    `SELECT w.id, w.type, w.parked_at AS "parkedAt" FROM parked_event w JOIN parked_event e ON (w.consumer, w.topic, w.key) = (e.consumer, e.topic, e.key)
      WHERE e.id = $1 AND w.position > e.position AND w.discarded_at IS NULL ORDER BY w.position LIMIT 20`,
    [id],
  );
  const record = recordOf(row);
  const opened = open(record);
  const { type } = opened.identity;
  const hidden = !personal && (type === null || !contracts.has(type) || isErasure(type));
  return {
    partition: record.partition,
    offset: record.offset,
    recordKey: record.key?.toString() ?? null,
    headers: Object.fromEntries(Object.entries(record.headers).map(([name, value]) => [name, value.toString()])),
    value: hidden ? null : personal ? read(record.value) : withoutMisfits(type, read(redacted(record, opened).value, 'unreadable')),
    hidden,
    behind: behind.map((each) => ({ ...each, parkedAt: each.parkedAt.toISOString() })),
  };
}

function read(value: Buffer | null, instead?: string): unknown {
  if (value === null) return null;
  try {
    const json: unknown = JSON.parse(value.toString());
    return json;
  } catch {
    // In what is no JSON nothing marked `personal` can be found and left out.
    return instead ?? value.toString();
  }
}

/** What stands where the contract wants something else may be anything, so of it only numbers and the like are told. */
function withoutMisfits(type: string | null, value: unknown): unknown {
  const data = typeof value === 'object' && value !== null && 'data' in value && 'specversion' in value ? value.data : value;
  const misfits = contracts.get(type ?? '')?.safeParse(data).error?.issues ?? [];
  if (misfits.some(({ path }) => path.length === 0)) return value === data || typeof value !== 'object' ? misfitOf(data) : { ...value, data: misfitOf(data) };
  for (const { path } of misfits) {
    const last = path.at(-1);
    let holder: unknown = data;
    for (const step of path.slice(0, -1)) holder = typeof holder === 'object' && holder !== null ? Reflect.get(holder, step) : undefined;
    if (last === undefined || typeof holder !== 'object' || holder === null) continue;
    Reflect.set(holder, last, misfitOf(Reflect.get(holder, last)));
  }
  return value;
}

const misfitOf = (misfit: unknown): unknown => (typeof misfit === 'string' || (typeof misfit === 'object' && misfit !== null) ? `does not fit: ${Array.isArray(misfit) ? 'list' : typeof misfit}` : misfit);
