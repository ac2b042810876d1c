import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checksum, parts, replaceParts } from './kafkajs.parts.ts';

const require = createRequire(import.meta.url);
const theirChecksum = require('kafkajs/src/protocol/recordBatch/crc32C/index.js') as (bytes: Buffer) => number;

test("a checksum is the one that kafkajs's own reckons", () => {
  expect(theirChecksum).not.toBe(checksum);
  const bytes = fc.uint8Array({ maxLength: 5_000 }).map((each) => Buffer.from(each));
  fc.assert(fc.property(bytes, (each) => expect(checksum(each)).toBe(theirChecksum(each))), { numRuns: 500 });
  // RFC 3720, B.4: 32 bytes of zeros.
  expect(checksum(Buffer.alloc(32))).toBe(0x8a9136aa);
});

test('kafkajs finds the parts in the place of its own, since nothing that uses them was loaded before', () => {
  const users = ['kafkajs/src/protocol/recordBatch/v0/index.js', 'kafkajs/src/protocol/recordBatch/v0/decoder.js'].map((path) => require.resolve(path));
  require('kafkajs');
  expect(users.filter((path) => path in require.cache)).toEqual([]);
  replaceParts();
  for (const [path, part] of Object.entries(parts)) expect(require(path)).toBe(part);
});
