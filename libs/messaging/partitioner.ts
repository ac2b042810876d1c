import { type ICustomPartitioner, Partitioners } from 'kafkajs';

const M = 0x5bd1e995;

/**
 * The partition of a key as the Java client and kafkajs's default partitioner choose it, and so does every CRM that writes to our topics: with another one the events of
 * an aggregate would change their partition. kafkajs reckons the same hash with a BigInt for each step, which takes twenty times as long.
 */
export const partitioner: ICustomPartitioner = () => {
  const theirs = Partitioners.DefaultPartitioner();
  return (args) => {
    const { message: { key, partition }, partitionMetadata } = args;
    if (key === null || key === undefined || (partition !== null && partition !== undefined)) return theirs(args);
    return (murmur2(Buffer.isBuffer(key) ? key : Buffer.from(key)) & 0x7fffffff) % partitionMetadata.length;
  };
};

/** MurmurHash2 with Kafka's seed (org.apache.kafka.common.utils.Utils). */
function murmur2(data: Buffer): number {
  const whole = data.length & ~3;
  let h = 0x9747b28c ^ data.length;
  for (let at = 0; at < whole; at += 4) {
    const k = Math.imul(data.readInt32LE(at), M);
    h = Math.imul(h, M) ^ Math.imul(k ^ (k >>> 24), M);
  }
  if (whole < data.length) {
    for (let at = data.length - 1; at >= whole; at -= 1) h ^= data.readUInt8(at) << (8 * (at - whole));
    h = Math.imul(h, M);
  }
  h = Math.imul(h ^ (h >>> 13), M);
  return h ^ (h >>> 15);
}
