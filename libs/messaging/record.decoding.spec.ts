import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type BatchContext, decodeRecord, type DecodedRecord, decodeRecordsAtOnce, type Encoded } from './record.decoding.ts';
import { encodeRecord, type Message } from './record.encoding.ts';
import { plainHeaders } from './record.ts';

const require = createRequire(import.meta.url);
const path = 'kafkajs/src/protocol/recordBatch/record/v0/decoder.js';
const theirs = require(path) as (encoded: Encoded, context: BatchContext) => DecodedRecord;
const Decoder = require('kafkajs/src/protocol/decoder.js') as new (buffer: Buffer) => Encoded & { readVarIntBytes(): Buffer };

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)));
// Theirs takes what every object inherits for an earlier header of the same name.
const name = fc.string({ unit: 'binary', maxLength: 40 }).filter((each) => !(each in {}));
const message: fc.Arbitrary<Message> = fc.record({
  offsetDelta: fc.nat(2 ** 31 - 1),
  timestampDelta: fc.oneof(fc.integer(), fc.integer({ min: -(2 ** 45), max: 2 ** 45 })),
  key: fc.option(text),
  value: fc.option(text),
  headers: fc.dictionary(name, fc.oneof(text, fc.array(text, { maxLength: 3 })), { maxKeys: 15 }),
});
const context: fc.Arbitrary<BatchContext> = fc.record({
  firstOffset: fc.bigInt({ min: 0n, max: 2n ** 62n }).map(String),
  firstTimestamp: fc.oneof(fc.nat(), fc.bigInt({ min: 0n, max: 2n ** 53n })).map(String),
  magicByte: fc.constant(2),
  isControlBatch: fc.boolean(),
  timestampType: fc.constantFrom(0, 1),
  maxTimestamp: fc.nat().map(String),
});

function body(each: Message): Buffer {
  return new Decoder(encodeRecord(each).buffer).readVarIntBytes();
}

function plain({ headers, ...rest }: DecodedRecord) {
  return { ...rest, headers: Object.entries(headers) };
}

// Names that are read by themselves are ours: ASCII, in lower case.
const ours = fc.constantFrom('ce_type', 'ce_time', 'content-type', 'ce_');
const cased = fc.tuple(ours, fc.boolean()).map(([each, upper]) => (upper ? each.toUpperCase() : each));

test("a record reads as kafkajs's own decoder reads it", () => {
  expect(theirs).not.toBe(decodeRecord);
  const alike = fc.property(message, context, (each, of) => expect(plain(decodeRecord(new Decoder(body(each)), of))).toEqual(plain(theirs(new Decoder(body(each)), of))));
  fc.assert(alike, { numRuns: 2_000 });
});

test('a header that is read alone is what all of them say', () => {
  const headers = fc.dictionary(fc.oneof(cased, name), fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })), { maxKeys: 12 });
  const alike = fc.property(headers, ours, (all, asked) => {
    const record = decodeRecord(new Decoder(body({ headers: all })), { firstOffset: '0', firstTimestamp: '0', magicByte: 2 });
    expect(record.header(asked)).toBe(plainHeaders(record.headers)[asked]?.toString());
  });
  fc.assert(alike, { numRuns: 2_000 });
});

test('a record that is cut short anywhere is refused', () => {
  const whole = body({ offsetDelta: 300, timestampDelta: -5_000, key: 'key', value: 'value', headers: { name: ['one', 'two'] } });
  const of = { firstOffset: '0', firstTimestamp: '0', magicByte: 2 };
  for (let length = 0; length < whole.length; length += 1) expect(() => decodeRecord(new Decoder(whole.subarray(0, length)), of).headers).toThrow(new RangeError('The record is cut short'));
});

test('a header by the name of the prototype is a header like any other', () => {
  const { headers } = decodeRecord(new Decoder(body({ headers: { ['__proto__']: 'x' } })), { firstOffset: '0', firstTimestamp: '0', magicByte: 2 });
  expect(headers['__proto__']).toEqual(Buffer.from('x'));
  expect(headers['toString']).toBeUndefined();
});

test('kafkajs finds it in the place of its own', () => {
  decodeRecordsAtOnce();
  expect(require(path)).toBe(decodeRecord);
});
