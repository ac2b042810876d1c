import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../../deploy/local/root.ts';

/** `deploy/schema/events.json`: what the last release published, as its golden files had it. */
const file = z.object({
  release: z.string(),
  /** SHA-256 of each file in libs/contracts/golden, by the event's type. */
  goldens: z.record(z.string(), z.string()),
});

export type ReleasedGoldens = z.output<typeof file>;

const name = join(root, 'deploy/schema/events.json');
const folder = join(root, 'libs/contracts/golden');

/** Undefined as long as nothing was released. */
export function releasedGoldens(): ReleasedGoldens | undefined {
  return existsSync(name) ? file.parse(JSON.parse(readFileSync(name, 'utf8'))) : undefined;
}

/** Those of the working tree. */
export function presentGoldens(): ReleasedGoldens['goldens'] {
  const types = readdirSync(folder).map((each) => each.replace(/\.json$/, '')).toSorted();
  return Object.fromEntries(types.map((type) => [type, hashOf(readFileSync(join(folder, `${type}.json`)))]));
}

/** Returns the file's name. */
export function writeGoldens(release: string, goldens: ReleasedGoldens['goldens']): string {
  writeFileSync(name, `${JSON.stringify({ release, goldens } satisfies ReleasedGoldens, null, 1)}\n`);
  return name;
}

export function hashOf(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Which released examples are not what they were, as sentences. A schema that such an example no longer fits is then refused by the contracts' own spec. */
export function goldenFaults(released: ReleasedGoldens | undefined, present: ReleasedGoldens['goldens']): string[] {
  return Object.entries(released?.goldens ?? {})
    .filter(([type, hash]) => present[type] !== hash)
    .map(([type]) => `the golden file of ${type} of ${released?.release} ${present[type] === undefined ? 'is gone' : 'was edited'}: such events are on topics and in archives; put it back, and make what has changed a new version beside it`);
}
