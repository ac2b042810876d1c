/** A span as a receiver of OTLP gets it. */
export interface ReceivedSpan {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first of a trace. */
  readonly parentSpanId: string;
  readonly kind: number;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly failed: boolean;
  /** Nanoseconds. */
  readonly startedAt: bigint;
  readonly endedAt: bigint;
}

type Value = bigint | Buffer;

/** The spans of an ExportTraceServiceRequest in protobuf; numbers of fields as opentelemetry-proto has them. */
export function decodeSpans(request: Buffer): ReceivedSpan[] {
  return messages(fieldsOf(request), 1).flatMap((resourceSpans) => {
    const resource = attributesOf(messages(resourceSpans, 1)[0] ?? new Map(), 1);
    return messages(resourceSpans, 2).flatMap((scopeSpans) => messages(scopeSpans, 2).map((span) => spanOf(span, String(resource['service.name']))));
  });
}

function spanOf(span: Map<number, Value[]>, service: string): ReceivedSpan {
  const status = messages(span, 15)[0];
  return {
    service,
    name: bytes(span, 5).toString(),
    traceId: bytes(span, 1).toString('hex'),
    spanId: bytes(span, 2).toString('hex'),
    parentSpanId: bytes(span, 4).toString('hex'),
    kind: Number(number(span, 6)),
    attributes: attributesOf(span, 9),
    failed: status !== undefined && number(status, 3) === 2n,
    startedAt: number(span, 7),
    endedAt: number(span, 8),
  };
}

function attributesOf(message: Map<number, Value[]>, field: number): Record<string, string | number | boolean> {
  return Object.fromEntries(messages(message, field).map((pair) => [bytes(pair, 1).toString(), scalar(messages(pair, 2)[0] ?? new Map())]));
}

function scalar(value: Map<number, Value[]>): string | number | boolean {
  if (value.has(2)) return number(value, 2) === 1n;
  if (value.has(3)) return Number(BigInt.asIntN(64, number(value, 3)));
  return bytes(value, 1).toString();
}

const bytes = (message: Map<number, Value[]>, field: number): Buffer => message.get(field)?.find((value) => Buffer.isBuffer(value)) ?? Buffer.alloc(0);
const number = (message: Map<number, Value[]>, field: number): bigint => message.get(field)?.find((value) => typeof value === 'bigint') ?? 0n;
const messages = (message: Map<number, Value[]>, field: number): Map<number, Value[]>[] => (message.get(field) ?? []).flatMap((value) => (Buffer.isBuffer(value) ? [fieldsOf(value)] : []));

/** The fields of a message by number: varints and fixed numbers as numbers, everything else as bytes. */
function fieldsOf(message: Buffer): Map<number, Value[]> {
  const fields = new Map<number, Value[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number): Buffer => message.subarray(at, (at += length));
  while (at < message.length) {
    const tag = Number(varint());
    const wire = tag & 7;
    const value = wire === 0 ? varint() : wire === 1 ? take(8).readBigUInt64LE() : wire === 5 ? BigInt(take(4).readUInt32LE()) : take(Number(varint()));
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value]);
  }
  return fields;
}
