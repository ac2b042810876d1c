import { hash } from 'node:crypto';
import type { MessageContext } from './context.ts';
import { headerOf, type KafkaRecord, textsOf } from './record.ts';
import { parseTraceparent } from './tracing.ts';

/** A CloudEvent whose attributes have been checked; its data is still to be checked by the topic's schema. */
export interface ReceivedEvent {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject: string;
  readonly time: string;
  readonly sequence?: number;
  readonly traceparent?: string;
  readonly correlationid?: string;
  readonly data: unknown;
}

/** Names a record whether or not it is a usable event, so that it can be parked. */
export interface RecordIdentity {
  readonly key: string;
  readonly type: string | null;
  readonly source: string;
  readonly id: string;
}

export class MalformedEvent extends Error {
  override readonly name = 'MalformedEvent';
}

export interface Opened {
  readonly identity: RecordIdentity;
  readonly attributes: Attributes;
  /** What the event says, which nobody has checked; parsed once, when somebody asks. Throws MalformedEvent. */
  readonly data: () => unknown;
}

type Attributes = ReadonlyMap<string, unknown>;
const utf8 = new TextDecoder('utf-8', { fatal: true });
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

/** The type of a record, read before anything else of it: most of what a topic carries is not for every consumer. */
export function typeOf(record: KafkaRecord): string | undefined {
  return isStructured(record) ? text(structuredAttributes(record), 'type') : headerOf(record, 'ce_type') || undefined;
}

/** The data of a record, which nobody has checked; undefined where it cannot be read. Never throws. */
export function dataOf(record: KafkaRecord): unknown {
  try {
    return isStructured(record) ? structuredAttributes(record).get('data') : binaryData(record);
  } catch {
    return undefined;
  }
}

/** Reads the attributes of a record in binary or structured mode without judging them; never throws. */
export function open(record: KafkaRecord): Opened {
  const attributes = isStructured(record) ? structuredAttributes(record) : textsOf(record, 'ce_');
  const [type, source, id] = [text(attributes, 'type'), text(attributes, 'source'), text(attributes, 'id')];
  const named = within(id, 256) && within(source, 1024);
  return {
    attributes,
    data: once(() => (attributes.has('data') ? attributes.get('data') : binaryData(record))),
    identity: {
      key: storable(text(attributes, 'partitionkey') ?? text(attributes, 'subject') ?? record.key?.toString() ?? `${record.partition}/${record.offset}`),
      type: type === undefined ? null : storable(type),
      source: named ? storable(source ?? '') : '',
      id: named ? storable(nameOf(id ?? '', source ?? '', record)) : `${record.topic}/${record.partition}/${record.offset}`,
    },
  };
}

/** What lines about a record have of its cause, even where it is too broken to be an event. */
export function causeOf({ attributes, identity }: Opened): MessageContext {
  const [correlationId, traceparent] = [text(attributes, 'correlationid'), text(attributes, 'traceparent')];
  return { correlationId: within(correlationId, 200) ? correlationId : identity.id, ...(traceparent !== undefined && parseTraceparent(traceparent) ? { traceparent } : {}) };
}

/**
 * The event of an opened record.
 *
 * @throws MalformedEvent with the reason
 */
export function toEvent(record: KafkaRecord, { attributes, identity, data }: Opened): ReceivedEvent {
  const broken = attributes.get('broken');
  if (typeof broken === 'string') throw new MalformedEvent(broken);
  const version = text(attributes, 'specversion');
  if (version !== '1.0') throw new MalformedEvent(version === undefined ? 'no CloudEvents attributes (ce_specversion)' : `CloudEvents version ${version} is not 1.0`);
  const id = required(attributes, 'id', 256);
  const source = required(attributes, 'source', 1024);
  const type = required(attributes, 'type', 256);
  const time = text(attributes, 'time') ?? new Date(record.timestamp).toISOString();
  const at = new Date(time);
  if (!rfc3339.test(time) || Number.isNaN(at.getTime())) throw new MalformedEvent(`time "${time.slice(0, 60)}" is not RFC 3339`);
  const sequence = Number(text(attributes, 'sequence'));
  const traceparent = text(attributes, 'traceparent');
  const correlationid = text(attributes, 'correlationid');
  return {
    id,
    type,
    source,
    subject: text(attributes, 'subject') ?? identity.key,
    time: at.toISOString(),
    ...(Number.isSafeInteger(sequence) ? { sequence } : {}),
    ...(within(traceparent, 100) ? { traceparent } : {}),
    ...(within(correlationid, 200) ? { correlationid } : {}),
    data: data(),
  };
}

/**
 * A producer that is not ours may give one id to two events. Were the id alone remembered, the second one would be lost without a word; so what
 * it says belongs to its name, and two that differ both come to the handler, who says what is wrong with the second.
 */
function nameOf(id: string, source: string, { value }: KafkaRecord): string {
  if (source.startsWith('/services/')) return id;
  return `${id}#${hash('sha256', value ?? '', 'base64url').slice(0, 22)}`;
}

export function isStructured(record: KafkaRecord): boolean {
  return (headerOf(record, 'content-type') ?? '').toLowerCase().startsWith('application/cloudevents');
}

function structuredAttributes(record: KafkaRecord): Attributes {
  const contentType = headerOf(record, 'content-type')?.toLowerCase() ?? '';
  if (!/^application\/cloudevents\+json\s*(;|$)/.test(contentType)) return broken(`content type ${contentType.slice(0, 100)} is not supported`);
  try {
    const parsed = json(record.value, 'structured event');
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return broken('a structured event must be a JSON object');
    const attributes = new Map<string, unknown>(Object.entries(parsed));
    attributes.delete('broken');
    const base64 = attributes.get('data_base64');
    if (typeof base64 === 'string') attributes.set('data', json(Buffer.from(base64, 'base64'), 'data_base64'));
    if (!attributes.has('data')) attributes.set('data', undefined);
    return attributes;
  } catch (error) {
    return broken(error instanceof Error ? error.message : 'unreadable');
  }
}

function once<T>(read: () => T): () => T {
  let answer: { readonly value: T } | undefined;
  return () => (answer ??= { value: read() }).value;
}

function broken(reason: string): Attributes {
  return new Map([['broken', reason]]);
}

function binaryData(record: KafkaRecord): unknown {
  const contentType = headerOf(record, 'content-type') ?? 'application/json';
  if (!/^[\w.-]+\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType)) throw new MalformedEvent(`content type ${contentType.slice(0, 100)} is not JSON`);
  return json(record.value, 'data');
}

function json(bytes: Buffer | null, what: string): unknown {
  if (bytes === null) return undefined;
  try {
    const parsed: unknown = JSON.parse(utf8.decode(bytes));
    return parsed;
  } catch (error) {
    throw new MalformedEvent(`${what} is not JSON: ${error instanceof Error ? error.message.slice(0, 200) : 'unreadable'}`);
  }
}

function required(attributes: Attributes, name: string, longest: number): string {
  const value = text(attributes, name);
  if (!within(value, longest)) throw new MalformedEvent(value === undefined || value === '' ? `the event has no ${name}` : `${name} is longer than ${longest} characters`);
  return value;
}

function text(attributes: Attributes, name: string): string | undefined {
  const value = attributes.get(name);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function within(value: string | undefined, longest: number): value is string {
  return value !== undefined && value !== '' && value.length <= longest;
}

/** PostgreSQL's text takes no NUL and its index rows no kilobytes. */
function storable(value: string): string {
  const clean = value.replaceAll('\0', '\uFFFD');
  return Buffer.byteLength(clean) <= 1024 ? clean : `sha256:${hash('sha256', clean, 'hex')}`;
}
