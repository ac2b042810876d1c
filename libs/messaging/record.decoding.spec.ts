import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type BatchContext, decodeRecord, type DecodedRecord, type Encoded } from './record.decoding.ts';
import { encodeRecord, type Message } from './record.encoding.ts';

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

const of = { firstOffset: '0', firstTimestamp: '0', magicByte: 2 };

/** Headers as they stand in a record, texts shorter than 64 bytes, in any order and as often as one likes. */
function block(pairs: readonly (readonly [string, string | null])[]): Buffer {
  const part = (text: string | null) => (text === null ? Buffer.from([1]) : Buffer.concat([Buffer.from([2 * Buffer.byteLength(text)]), Buffer.from(text)]));
  return Buffer.concat([Buffer.from([2 * pairs.length]), ...pairs.flatMap(([each, value]) => [part(each), part(value)])]);
}

function plain({ headers, ...rest }: DecodedRecord) {
  return { ...rest, headers: Object.entries(headers) };
}

// Names that are read by themselves are ours: ASCII, in lower case.
const ours = fc.constantFrom('ce_type', 'ce_time', 'content-type', 'ce_');
const cased = fc.tuple(ours, fc.boolean()).map(([each, upper]) => (upper ? each.toUpperCase() : each));

test("a record reads as kafkajs's own decoder reads it", () => {
  expect(theirs).not.toBe(decodeRecord);
  const alike = fc.property(message, context, (each, within) => expect(plain(decodeRecord(new Decoder(body(each)), within))).toEqual(plain(theirs(new Decoder(body(each)), within))));
  fc.assert(alike, { numRuns: 2_000 });
});

test('a header that is read alone is what all of them say', () => {
  const pairs = fc.array(fc.tuple(fc.oneof(cased, fc.string({ unit: 'grapheme-ascii', maxLength: 12 })), fc.option(fc.string({ maxLength: 12 }))), { maxLength: 12 });
  const alike = fc.property(pairs, ours, (all, asked) => {
    const record = decodeRecord(new Decoder(Buffer.concat([body({}).subarray(0, -1), block(all)])), of);
    expect(record.header(asked)).toBe(all.findLast(([each]) => each.toLowerCase() === asked)?.[1] ?? undefined);
    expect(record.header(asked)).toBe(record.plain()[asked]?.toString());
  });
  fc.assert(alike, { numRuns: 2_000 });
});

test('the texts of headers that begin alike are what all of them say', () => {
  const pairs = fc.array(fc.tuple(fc.oneof(cased, fc.string({ unit: 'grapheme-ascii', maxLength: 12 }), fc.constantFrom('ce_Größe', 'CE_\u212A', 'xce_type')), fc.option(fc.string({ maxLength: 12 }))), { maxLength: 12 });
  const alike = fc.property(pairs, (all) => {
    const record = decodeRecord(new Decoder(Buffer.concat([body({}).subarray(0, -1), block(all)])), of);
    const begun = Object.entries(record.plain()).filter(([each]) => each.startsWith('ce_'));
    expect(new Map(record.texts('ce_'))).toEqual(new Map(begun.map(([each, value]) => [each.slice(3), value.toString()])));
  });
  fc.assert(alike, { numRuns: 2_000 });
});

test('of a record that is cut short anywhere is read what is there', () => {
  const whole = body({ offsetDelta: 300, timestampDelta: -5_000, key: 'key', value: 'value', headers: { name: ['one', 'two'], other: 'x' } });
  for (let length = 0; length < whole.length; length += 1) {
    const record = decodeRecord(new Decoder(whole.subarray(0, length)), of);
    expect('key'.startsWith(record.key?.toString() ?? '')).toBe(true);
    expect('value'.startsWith(record.value?.toString() ?? '')).toBe(true);
    expect(Object.keys(record.headers).every((each) => ['name', 'other'].some((known) => known.startsWith(each)))).toBe(true);
    expect(['one', 'two'].some((known) => known.startsWith(record.header('name') ?? ''))).toBe(true);
    expect(record.plain()['name']?.toString()).toBe(record.header('name'));
    expect(record.texts('').get('name')).toBe(record.header('name'));
  }
  // A count and a length that nothing follows.
  const lying = decodeRecord(new Decoder(Buffer.from([0, 0, 0, 1, 1, 254, 255, 255, 255, 15, 255, 255, 255, 255, 15])), of);
  expect([Object.keys(lying.headers), Object.keys(lying.plain()), lying.header('name')]).toEqual([[''], [''], undefined]);
});

test('a header by the name of the prototype is a header like any other', () => {
  const { headers } = decodeRecord(new Decoder(body({ headers: { ['__proto__']: 'x' } })), of);
  expect(headers['__proto__']).toEqual(Buffer.from('x'));
  expect(headers['toString']).toBeUndefined();
});
