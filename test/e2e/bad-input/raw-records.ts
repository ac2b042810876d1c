import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface RawRecord {
  readonly key: string;
  readonly value: string | Buffer | null;
  readonly headers: Record<string, string>;
}

/** What can be wrong with an event, or only look so, and what becomes of it. */
export interface Case {
  readonly what: string;
  readonly make: (good: RawRecord) => RawRecord;
  /** Parked with a reason like this. */
  readonly parked?: RegExp;
  /** Else counted with this outcome, under this type. */
  readonly outcome?: 'handled' | 'unknown_type' | 'tombstone';
  /** The metrics know the type of an event by its header; an event in structured mode has none. */
  readonly untyped?: true;
}

const withHeaders = (good: RawRecord, headers: Record<string, string | undefined>): RawRecord => ({
  ...good,
  headers: Object.fromEntries(Object.entries({ ...good.headers, ...headers }).filter((entry): entry is [string, string] => entry[1] !== undefined)),
});
const dataOf = (good: RawRecord): object => Object(JSON.parse(String(good.value)));
const withData = (good: RawRecord, data: unknown): RawRecord => ({ ...good, value: JSON.stringify(data) });
const structured = (good: RawRecord, more: object = {}): RawRecord => {
  const attributes = Object.fromEntries(Object.entries(good.headers).filter(([name]) => name.startsWith('ce_')).map(([name, value]) => [name.slice(3), value]));
  return { ...good, headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8' }, value: JSON.stringify({ ...attributes, datacontenttype: 'application/json', data: dataOf(good), ...more }) };
};

export const cases: readonly Case[] = [
  { what: 'without an id', make: (good) => withHeaders(good, { ce_id: undefined }), parked: /has no id/ },
  { what: 'with an id of 10,000 characters', make: (good) => withHeaders(good, { ce_id: 'x'.repeat(10_000) }), parked: /id is longer/ },
  { what: 'without a source', make: (good) => withHeaders(good, { ce_source: undefined }), parked: /has no source/ },
  { what: 'of another CloudEvents version', make: (good) => withHeaders(good, { ce_specversion: '0.3' }), parked: /version 0\.3/ },
  { what: 'that is no CloudEvent', make: ({ key, value }) => ({ key, value, headers: {} }), parked: /no CloudEvents attributes/ },
  { what: 'with data of another schema', make: (good) => withData(good, { subject: 'hello', amount: -1 }), parked: /does not fit the schema/ },
  { what: 'with data that is null', make: (good) => withData(good, null), parked: /does not fit the schema/ },
  { what: 'with data that is a list', make: (good) => withData(good, [dataOf(good)]), parked: /does not fit the schema/ },
  { what: 'cut short', make: (good) => ({ ...good, value: String(good.value).slice(0, -3) }), parked: /is not JSON/ },
  { what: 'of bytes that are no text', make: (good) => ({ ...good, value: Buffer.from([0xff, 0xfe, 0x00, 0x01]) }), parked: /is not JSON/ },
  { what: 'without a value', make: (good) => ({ ...good, value: null }), parked: /does not fit the schema/ },
  { what: 'in XML', make: (good) => withHeaders(good, { 'content-type': 'application/xml' }), parked: /is not JSON/ },
  { what: 'from the future', make: (good) => withHeaders(good, { ce_time: new Date(Date.now() + 48 * 3_600_000).toISOString() }), parked: /from the future/ },
  { what: 'at a time that is none', make: (good) => withHeaders(good, { ce_time: 'yesterday' }), parked: /RFC 3339/ },
  { what: 'structured, and broken', make: (good) => ({ ...structured(good), value: '{"specversion":"1.0"' }), parked: /is not JSON/ },
  { what: 'structured, without an id', make: (good) => structured(good, { id: undefined }), parked: /has no id/ },
  { what: 'as a batch', make: (good) => ({ ...good, headers: { 'content-type': 'application/cloudevents-batch+json' }, value: '[]' }), parked: /not supported/ },
  { what: 'structured', make: (good) => structured(good), outcome: 'handled', untyped: true },
  { what: 'with fields of a newer producer', make: (good) => withData(withHeaders(good, { ce_newer: 'attribute' }), { ...dataOf(good), newer: { field: true } }), outcome: 'handled' },
  { what: 'of a type of a newer producer', make: (good) => withHeaders(good, { ce_type: 'thing.newly_invented.v9' }), outcome: 'unknown_type' },
  { what: 'of a type with a wild name', make: (good) => withHeaders(good, { ce_type: 'constructor' }), outcome: 'unknown_type' },
  { what: 'that is a tombstone', make: ({ key }) => ({ key, value: null, headers: {} }), outcome: 'tombstone' },
];

/** An event as its owner would send it, from the example of its released version, about an aggregate of its own. */
export function goodRecord(type: string, data: unknown = exampleOf(type)): RawRecord {
  const subject = randomUUID();
  return {
    key: subject,
    value: JSON.stringify(data),
    headers: {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: randomUUID(),
      ce_source: '/bad-input',
      ce_type: type,
      ce_subject: subject,
      ce_partitionkey: subject,
      ce_time: new Date().toISOString(),
      ce_sequence: '1',
    },
  };
}

function exampleOf(type: string): unknown {
  const example: unknown = JSON.parse(readFileSync(new URL(`../../../libs/contracts/golden/${type}.json`, import.meta.url), 'utf8'));
  return example;
}
