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
}

type RawHeader = Buffer | string | (Buffer | string)[] | undefined;

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
