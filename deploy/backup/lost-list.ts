import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Head } from '#libs/messaging/topic.heads';
import { z } from 'zod';

const shape = z.array(z.object({ topic: z.string(), id: z.string(), source: z.string(), type: z.string(), subject: z.string(), sequence: z.number(), time: z.string() }));

export type Lost = z.output<typeof shape>[number];

/**
 * Adds to the list of lost events, and returns all that it holds now: a run that was interrupted may have had owners count on, after which the next one no
 * longer finds what they had lost.
 *
 * @throws Error where the file holds something else, which stays as it is
 */
export function keepLost(file: string, lost: readonly Head[]): readonly Lost[] {
  const all = new Map(read(file).map((event) => [`${event.source} ${event.id}`, event]));
  for (const { sequence, ...head } of lost) all.set(`${head.source} ${head.id}`, { ...head, sequence: Number(sequence) });
  const sorted = [...all.values()].toSorted((a, b) => a.time.localeCompare(b.time));
  if (lost.length > 0) {
    // Whole or not at all: it may be the only place that names them.
    writeFileSync(`${file}.new`, `${JSON.stringify(sorted, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return sorted;
}

function read(file: string): readonly Lost[] {
  if (!existsSync(file)) return [];
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new Error(`${file} is there and is no list of lost events: name another file with --lost.`);
  }
}
