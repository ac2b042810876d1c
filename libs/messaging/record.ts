import type { KafkaMessage } from 'kafkajs';
import { DecodedRecord } from './record.decoding.ts';

/** A record as the broker delivered it; the topic's name is without the prefix. */
export interface KafkaRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
  /** Milliseconds since 1970, the producer's. */
  readonly timestamp: number;
  /** One header's text, where it can be read without all others. */
  readonly header?: (name: string) => string | undefined;
  /** The texts of all headers whose names begin so, by the rest of their names, where they can be read without the others. */
  readonly texts?: (prefix: string) => Map<string, string>;
}

/** `name` in lower case. */
export function headerOf(record: KafkaRecord, name: string): string | undefined {
  return record.header ? record.header(name) : record.headers[name]?.toString();
}

/** The texts of headers by what follows `prefix` in their names; in lower case. */
export function textsOf(record: KafkaRecord, prefix: string): Map<string, string> {
  if (record.texts) return record.texts(prefix);
  return new Map(Object.entries(record.headers).flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value.toString()] as const] : [])));
}

/** A message as kafkajs hands it over; its headers are read when they are asked for. `topic` is without the prefix. */
export function recordOf(topic: string, partition: number, message: KafkaMessage): KafkaRecord {
  let headers: Record<string, Buffer> | undefined;
  return {
    topic,
    partition,
    offset: message.offset,
    key: message.key,
    value: message.value,
    get headers() {
      return (headers ??= message instanceof DecodedRecord ? message.plain() : plainHeaders(message.headers));
    },
    timestamp: Number(message.timestamp),
    ...(message instanceof DecodedRecord ? { header: (name: string) => message.header(name), texts: (prefix: string) => message.texts(prefix) } : {}),
  };
}

type RawHeader = Buffer | string | null | (Buffer | string | null)[] | undefined;

/** Of a header that comes twice the last one counts. */
export function plainHeaders(headers: Record<string, RawHeader> = {}): Record<string, Buffer> {
  const plain: Record<string, Buffer> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined && last !== null) plain[name.toLowerCase()] = Buffer.isBuffer(last) ? last : Buffer.from(last);
  }
  return plain;
}
