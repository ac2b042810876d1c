import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type PartitionMetadata, Partitioners } from 'kafkajs';
import { partitioner } from './partitioner.ts';

const partitions = (count: number) => Array.from({ length: count }, (_, partitionId) => ({ partitionId, leader: 1 }) as PartitionMetadata);
const [ours, theirs] = [partitioner(), Partitioners.DefaultPartitioner()];

test("a key has the partition that kafkajs's default partitioner gives it", () => {
  const key = fc.oneof(fc.uuid(), fc.string({ unit: 'binary', maxLength: 60 }), fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)));
  fc.assert(
    fc.property(key, fc.integer({ min: 1, max: 50 }), fc.option(fc.nat(3), { nil: undefined }), (each, count, partition) => {
      const args = { topic: 'things', partitionMetadata: partitions(count), message: { key: each, value: null, ...(partition === undefined ? {} : { partition }) } };
      expect(ours(args)).toBe(theirs(args));
    }),
    { numRuns: 5_000 },
  );
});

// Of the Java client's own tests (UtilsTest.testMurmur2).
test.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
])('a key has the partition that the Java client gives it: %s', (key, hash) => {
  const count = 2 ** 31 - 1;
  const metadata = { length: count } as PartitionMetadata[];
  expect(ours({ topic: 'things', partitionMetadata: metadata, message: { key, value: null } })).toBe((hash & 0x7fffffff) % count);
});

test('messages without a key take turns', () => {
  const args = { topic: 'things', partitionMetadata: partitions(3), message: { value: 'one' } };
  expect(new Set([ours(args), ours(args), ours(args)])).toEqual(new Set([0, 1, 2]));
});
