type Text = string | Buffer;
type Part = Text | null | undefined;

/** What kafkajs hands over for each message of a produce request. */
export interface Message {
  readonly offsetDelta?: number;
  readonly timestampDelta?: number;
  readonly key?: Part;
  readonly value?: Part;
  readonly headers?: Readonly<Record<string, Text | readonly Text[]>>;
}

/** As much of kafkajs's `Encoder` as puts a record into a batch. */
export interface Encoded {
  readonly buf: Buffer;
  readonly buffer: Buffer;
}

/** In the place of kafkajs's encoder: a record of Kafka's message format 2 in one buffer: `length attributes timestampDelta offsetDelta key value headers`, numbers as zigzag varints (kafka.apache.org/documentation/#record). */
export function encodeRecord({ offsetDelta = 0, timestampDelta = 0, key, value, headers = {} }: Message): Encoded {
  const pairs = Object.entries(headers).flatMap(([name, of]) => (isList(of) ? of.map((one) => [name, one] as const) : [[name, of] as const]));
  let body = 1 + sizeOf(timestampDelta) + sizeOf(offsetDelta) + sizeOfPart(key) + sizeOfPart(value) + sizeOf(pairs.length);
  for (const [name, text] of pairs) body += sizeOfPart(name) + sizeOfPart(text);
  const buffer = Buffer.allocUnsafe(sizeOf(body) + body);
  let at = write(buffer, 0, body);
  buffer[at] = 0;
  at = write(buffer, at + 1, timestampDelta);
  at = write(buffer, at, offsetDelta);
  at = writePart(buffer, at, key);
  at = writePart(buffer, at, value);
  at = write(buffer, at, pairs.length);
  for (const [name, text] of pairs) at = writePart(buffer, writePart(buffer, at, name), text);
  return { buf: buffer, buffer };
}

function isList(value: Text | readonly Text[]): value is readonly Text[] {
  return Array.isArray(value);
}

/** Small numbers of either sign become small ones without: 0, -1, 1, -2 → 0, 1, 2, 3. Reckoned, since timestamps have more than the 32 bits that can be shifted. */
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function sizeOf(value: number): number {
  let bytes = 1;
  for (let rest = zigzag(value); rest > 127; rest = Math.floor(rest / 128)) bytes += 1;
  return bytes;
}

function sizeOfPart(part: Part): number {
  if (part === null || part === undefined) return 1;
  const bytes = Buffer.byteLength(part);
  return sizeOf(bytes) + bytes;
}

function write(buffer: Buffer, offset: number, value: number): number {
  let at = offset;
  let rest = zigzag(value);
  for (; rest > 127; rest = Math.floor(rest / 128)) buffer[at++] = (rest % 128) + 128;
  buffer[at++] = rest;
  return at;
}

function writePart(buffer: Buffer, at: number, part: Part): number {
  if (part === null || part === undefined) return write(buffer, at, -1);
  const bytes = Buffer.byteLength(part);
  const from = write(buffer, at, bytes);
  if (typeof part === 'string') buffer.write(part, from);
  else part.copy(buffer, from);
  return from + bytes;
}
