import { createRequire } from 'node:module';
import { crc32c } from '@node-rs/crc32';
import { decodeRecord } from './record.decoding.ts';
import { encodeRecord } from './record.encoding.ts';

/** What stands in the place of parts of kafkajs 2.2.4 (package.json pins it; there has been no release since 2023), by their paths. */
export const parts: Readonly<Record<string, unknown>> = {
  // A buffer of half a kilobyte for each header and one more for each number.
  'kafkajs/src/protocol/recordBatch/record/v0/index.js': encodeRecord,
  // All headers read so far are copied for each further one, with an object for each number.
  'kafkajs/src/protocol/recordBatch/record/v0/decoder.js': decodeRecord,
  // A byte at a time: ten times what the processor's own instruction takes.
  'kafkajs/src/protocol/recordBatch/crc32C/index.js': checksum,
};

/** The checksum of what is sent. The binding reads strings, too, and takes a second argument. */
export function checksum(bytes: Buffer): number {
  return crc32c(bytes);
}

let areReplaced = false;

/** The library loads its own only with the first message or the first answer to a fetch, so that they can be replaced before. */
export function replaceParts(): void {
  if (areReplaced) return;
  const require = createRequire(import.meta.url);
  for (const [path, part] of Object.entries(parts)) {
    require(path);
    const loaded = require.cache[require.resolve(path)];
    if (loaded === undefined) throw new Error(`kafkajs has no ${path}`);
    loaded.exports = part;
  }
  areReplaced = true;
}
