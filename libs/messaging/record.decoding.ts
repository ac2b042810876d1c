/** As much of kafkajs's `Decoder` as a record is read from: exactly one record, without its length. */
export interface Encoded {
  readonly buffer: Buffer;
  offset: number;
}

/** What kafkajs tells of the batch that a record is in. */
export interface BatchContext {
  readonly firstOffset: string;
  readonly firstTimestamp: string;
  readonly magicByte: number;
  readonly isControlBatch?: boolean;
  readonly timestampType?: number;
  readonly maxTimestamp?: string;
}

type Header = Buffer | null;

/** What kafkajs expects of its own decoder; the headers are read when somebody asks for them. */
export class DecodedRecord {
  readonly #headers: Buffer;

  constructor(
    readonly magicByte: number,
    readonly attributes: number,
    /** Milliseconds since 1970. */
    readonly timestamp: string,
    readonly offset: string,
    readonly key: Buffer | null,
    readonly value: Buffer | null,
    headers: Buffer,
    readonly isControlRecord: boolean,
    readonly batchContext: BatchContext,
  ) {
    this.#headers = headers;
  }

  /** Without a prototype, so that any name is just a name. One that comes again has the list of its values. */
  get headers(): Record<string, Header | Header[]> {
    const read = new Reader(this.#headers, 0);
    const headers: Record<string, Header | Header[]> = { __proto__: null };
    for (let left = read.number(); left > 0 && !read.ended; left -= 1) {
      const name = read.text();
      const value = read.bytes();
      const before = headers[name];
      if (before === undefined) headers[name] = value;
      else headers[name] = Array.isArray(before) ? [...before, value] : [before, value];
    }
    return headers;
  }

  /** By names in lower case; of a name that comes twice the last value counts. */
  plain(): Record<string, Buffer> {
    const read = new Reader(this.#headers, 0);
    const plain = new Map<string, Buffer | null>();
    for (let left = read.number(); left > 0 && !read.ended; left -= 1) plain.set(read.text().toLowerCase(), read.bytes());
    return Object.fromEntries([...plain].flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));
  }

  /** The text of one of those (a name in ASCII), without reading the others: of most events no more is asked. */
  header(name: string): string | undefined {
    const read = new Reader(this.#headers, 0);
    let found: string | undefined;
    for (let left = read.number(); left > 0 && !read.ended; left -= 1) {
      if (read.isText(name)) found = read.bytes()?.toString();
      else read.skip();
    }
    return found;
  }

  /** The texts of those whose names begin so (in ASCII), by the rest of their names: what CloudEvents has of a record, with one look at each. */
  texts(prefix: string): Map<string, string> {
    const read = new Reader(this.#headers, 0);
    const texts = new Map<string, string>();
    for (let left = read.number(); left > 0 && !read.ended; left -= 1) {
      if (!read.begins(prefix)) {
        read.skip();
        read.skip();
        continue;
      }
      const name = read.text().toLowerCase().slice(prefix.length);
      const value = read.bytes()?.toString();
      if (value === undefined) texts.delete(name);
      else texts.set(name, value);
    }
    return texts;
  }
}

/** The broker's time of the whole batch counts, not each producer's. */
const LOG_APPEND_TIME = 1;

/** In the place of kafkajs's decoder: a record of Kafka's message format 2 after its length: `attributes timestampDelta offsetDelta key value headers`, numbers as zigzag varints (kafka.apache.org/documentation/#record). Brokers check what they take; of one that is cut short all the same is read what is there, as by kafkajs. */
export function decodeRecord(encoded: Encoded, batchContext: BatchContext): DecodedRecord {
  const { firstOffset, firstTimestamp, magicByte, isControlBatch = false, timestampType, maxTimestamp } = batchContext;
  const read = new Reader(encoded.buffer, encoded.offset);
  const attributes = read.byte();
  const timestamp = sum(firstTimestamp, read.number());
  const offset = sum(firstOffset, read.number());
  const [key, value, headers] = [read.bytes(), read.bytes(), read.rest()];
  return new DecodedRecord(magicByte, attributes, timestampType === LOG_APPEND_TIME && maxTimestamp ? maxTimestamp : timestamp, offset, key, value, headers, isControlBatch, batchContext);
}

/** Both are 64 bits wide in the format; what a double holds exactly needs no BigInt. */
function sum(first: string, delta: number): string {
  const total = Number(first) + delta;
  return Number.isSafeInteger(total) ? String(total) : String(BigInt(first) + BigInt(delta));
}

class Reader {
  constructor(
    private readonly buffer: Buffer,
    private at: number,
  ) {}

  get ended(): boolean {
    return this.at >= this.buffer.length;
  }

  byte(): number {
    return this.buffer[this.at++] ?? 0;
  }

  /** Reckoned, since timestamps have more than the 32 bits that can be shifted. */
  number(): number {
    let byte = this.byte();
    let value = byte & 127;
    for (let weight = 128; byte > 127; weight *= 128) {
      byte = this.byte();
      value += (byte & 127) * weight;
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  bytes(): Buffer | null {
    const length = this.number();
    return length < 0 ? null : this.buffer.subarray(this.at, this.pass(length));
  }

  text(): string {
    const length = this.number();
    return this.buffer.toString('utf8', this.at, this.pass(length));
  }

  /** Whether the next text is this one, in ASCII and lower case; it has been passed then or not. */
  isText(text: string): boolean {
    const length = this.number();
    const from = this.at;
    return this.pass(length) - from === text.length && this.stands(text, from);
  }

  /** Whether the next text begins so; it is still the next. */
  begins(prefix: string): boolean {
    const before = this.at;
    const length = this.number();
    const from = this.at;
    this.at = before;
    return length >= prefix.length && this.stands(prefix, from);
  }

  private stands(text: string, from: number): boolean {
    for (let index = 0; index < text.length; index += 1) {
      const byte = this.buffer[from + index] ?? 0;
      if ((byte >= 65 && byte <= 90 ? byte + 32 : byte) !== text.charCodeAt(index)) return false;
    }
    return true;
  }

  skip(): void {
    this.pass(this.number());
  }

  rest(): Buffer {
    return this.buffer.subarray(this.at);
  }

  private pass(length: number): number {
    this.at = Math.min(this.at + Math.max(length, 0), this.buffer.length);
    return this.at;
  }
}
