import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { encodeRecord, type Message } from './record.encoding.ts';

const require = createRequire(import.meta.url);
const path = 'kafkajs/src/protocol/recordBatch/record/v0/index.js';
const theirs = require(path) as (message: Message) => { readonly buffer: Buffer };

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)));
const message: fc.Arbitrary<Message> = fc.record({
  offsetDelta: fc.nat(2 ** 31 - 1),
  timestampDelta: fc.oneof(fc.integer(), fc.integer({ min: -(2 ** 45), max: 2 ** 45 })),
  key: fc.option(text),
  value: fc.option(text),
  headers: fc.dictionary(fc.string({ unit: 'binary', maxLength: 40 }), fc.oneof(text, fc.array(text, { maxLength: 3 })), { maxKeys: 15 }),
});

test("a record has the bytes that kafkajs's own encoder gives it", () => {
  expect(theirs).not.toBe(encodeRecord);
  fc.assert(fc.property(message, (each) => expect(encodeRecord(each).buffer.equals(theirs(each).buffer)).toBe(true)), { numRuns: 2_000 });
});
