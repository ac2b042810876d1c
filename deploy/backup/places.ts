import type { Offsets, Places } from '#libs/messaging/topic.places';

/** What the broker has: from its oldest records to where the topics end. */
export interface Kept {
  readonly beginnings: Offsets;
  readonly ends: Offsets;
}

/** Where everything stood at the moment to which the databases went back, or before. */
export interface From extends Places {
  /** Topics of which the broker may have deleted records that are younger than that moment, though no offset shows it. */
  readonly unsure?: readonly string[];
}

/** For every partition the place that is wanted; the beginning where the broker has none such any more, or none was named. */
export function within(wanted: Offsets, { beginnings, ends }: Kept): Offsets {
  return each(beginnings, (low, topic, partition) => {
    const offset = BigInt(wanted[topic]?.[partition] ?? low);
    return offset < BigInt(low) || offset > BigInt(ends[topic]?.[partition] ?? '0') ? low : String(offset);
  });
}

/** A group never goes forward: what it has not read yet, its database does not hold, wherever the topics were at that moment. */
export function notAhead(wanted: Offsets, committed: Offsets): Offsets {
  return each(wanted, (offset, topic, partition) => {
    const now = committed[topic]?.[partition];
    return now !== undefined && BigInt(now) < BigInt(offset) ? now : offset;
  });
}

export const only = (offsets: Offsets, of: Offsets): Offsets => Object.fromEntries(Object.entries(offsets).filter(([topic]) => topic in of));

/** Partitions in which records are missing that were written after these places, by their names. */
export function gaps(wanted: Offsets, { beginnings, ends }: Kept): string[] {
  return Object.entries(wanted).flatMap(([topic, partitions]) =>
    Object.entries(partitions).flatMap(([partition, offset]) => {
      const low = beginnings[topic]?.[partition];
      if (low === undefined || (BigInt(offset) >= BigInt(low) && BigInt(offset) <= BigInt(ends[topic]?.[partition] ?? low))) return [];
      return [`${topic}/${partition}`];
    }),
  );
}

export function distance(from: Offsets, to: Offsets): number {
  let records = 0n;
  for (const [topic, partitions] of Object.entries(from)) {
    for (const [partition, offset] of Object.entries(partitions)) records += BigInt(to[topic]?.[partition] ?? offset) - BigInt(offset);
  }
  return Number(records);
}

function each(offsets: Offsets, change: (offset: string, topic: string, partition: string) => string): Offsets {
  return Object.fromEntries(
    Object.entries(offsets).map(([topic, partitions]) => [topic, Object.fromEntries(Object.entries(partitions).map(([partition, offset]) => [partition, change(offset, topic, partition)]))]),
  );
}
