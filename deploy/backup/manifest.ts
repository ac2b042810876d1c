import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

const offsets = z.record(z.string(), z.record(z.string(), z.string()));

const shape = z.object({
  version: z.literal(1),
  takenAt: z.iso.datetime(),
  /** Between the first and the last snapshot, by the servers' clocks. */
  spreadMs: z.number(),
  seconds: z.number(),
  databases: z.array(z.object({ service: z.string(), file: z.string(), bytes: z.number(), sha256: z.string(), takenAt: z.iso.datetime(), server: z.string(), seconds: z.number() })),
  /** Read before the snapshots were taken. */
  places: z.object({ ends: offsets, groups: z.record(z.string(), offsets) }),
});

/** What a backup's folder holds. */
export type Manifest = z.output<typeof shape>;

export const contentFile = (folder: string): string => join(folder, 'backup.json');

export function readManifest(folder: string): Manifest {
  let text: string;
  try {
    text = readFileSync(contentFile(folder), 'utf8');
  } catch {
    throw new Error(`${folder} has no backup.json: it is no backup, or one that was cut short.`);
  }
  return shape.parse(JSON.parse(text));
}

export async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
