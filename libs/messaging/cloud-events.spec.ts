import { describe, expect, test } from '@jest/globals';
import { MalformedEvent, open, toEvent } from './cloud-events.ts';
import { toRecord } from './outbox.record.ts';
import { type KafkaRecord, plainHeaders } from './record.ts';

const attributes = { ce_specversion: '1.0', ce_id: 'e1', ce_source: '/services/spec', ce_type: 'thing.made.v1', ce_subject: 'a', ce_time: '2026-11-22T10:00:00Z' };

function record(headers: Record<string, string | undefined>, value: Buffer | string | null = '{"number":1}', key: string | null = 'record key'): KafkaRecord {
  return { topic: 'things', partition: 2, offset: '7', key: key === null ? null : Buffer.from(key), value: typeof value === 'string' ? Buffer.from(value) : value, headers: plainHeaders(headers), timestamp: Date.parse('2026-11-22T09:00:00Z') };
}

const event = (of: KafkaRecord) => toEvent(of, open(of));
const structured = (content: unknown, contentType = 'application/cloudevents+json; charset=utf-8') => record({ 'content-type': contentType }, typeof content === 'string' ? content : JSON.stringify(content));

describe('a record as a CloudEvent', () => {
  test('comes out of the relay and in again', () => {
    const row = { id: 'e1', topic: 'things', aggregate: 'a', type: 'thing.made.v1', payload: '{"number": 1, "key": "k", "value": 100}', headers: { time: '2026-11-22T10:00:00.000Z', correlationid: 'c' }, sequence: '3', seq: '99' };
    const sent = toRecord(row, '/services/spec');
    expect(sent.key).toBe('a');
    expect(event(record(sent.headers, sent.value))).toEqual({
      id: 'e1',
      type: 'thing.made.v1',
      source: '/services/spec',
      subject: 'a',
      time: '2026-11-22T10:00:00.000Z',
      sequence: 3,
      correlationid: 'c',
      data: { number: 1, key: 'k', value: 100 },
    });
  });

  test('in structured mode says the same', () => {
    const content = { specversion: '1.0', id: 'e1', source: '/crm', type: 'thing.made.v1', subject: 'a', time: '2026-11-22T12:00:00+02:00', sequence: 4, data: { number: 1 } };
    expect(event(structured(content))).toMatchObject({ id: 'e1', source: '/crm', subject: 'a', sequence: 4, time: '2026-11-22T10:00:00.000Z', data: { number: 1 } });
    const base64 = { ...content, data: undefined, data_base64: Buffer.from('{"number":1}').toString('base64') };
    expect(event(structured(base64)).data).toEqual({ number: 1 });
  });

  test('takes its key from partitionkey, then subject, then the record, then its place', () => {
    const keyOf = (headers: Record<string, string | undefined>, key: string | null = 'record key') => open(record({ ...attributes, ...headers }, '{}', key)).identity.key;
    expect(keyOf({ ce_partitionkey: 'p' })).toBe('p');
    expect(keyOf({})).toBe('a');
    expect(keyOf({ ce_subject: undefined })).toBe('record key');
    expect(keyOf({ ce_subject: undefined }, null)).toBe('2/7');
    expect(keyOf({ ce_subject: 'nul\0' })).toBe('nul\uFFFD');
    expect(keyOf({ ce_subject: 'x'.repeat(5000) })).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test('without a time has the time of its record', () => {
    expect(event(record({ ...attributes, ce_time: undefined })).time).toBe('2026-11-22T09:00:00.000Z');
  });

  test.each<[string, KafkaRecord, RegExp]>([
    ['no id', record({ ...attributes, ce_id: undefined }), /no id/],
    ['an id of 300 characters', record({ ...attributes, ce_id: 'x'.repeat(300) }), /longer than 256/],
    ['no source', record({ ...attributes, ce_source: '' }), /no source/],
    ['no CloudEvents headers', record({}), /no CloudEvents attributes/],
    ['another version', record({ ...attributes, ce_specversion: '0.3' }), /0\.3/],
    ['a time that is none', record({ ...attributes, ce_time: 'yesterday' }), /RFC 3339/],
    ['bytes that are no UTF-8', record(attributes, Buffer.from([0x7b, 0xff, 0xfe])), /not JSON/],
    ['half a JSON', record(attributes, '{"number":'), /not JSON/],
    ['another content type', record({ ...attributes, 'content-type': 'application/avro' }), /is not JSON/],
    ['a batch', structured([], 'application/cloudevents-batch+json'), /not supported/],
    ['a structured event that is a list', structured([]), /object/],
    ['a structured event cut short', structured('{"specversion":"1.0"'), /not JSON/],
    ['a structured event with a number for its type', structured({ specversion: '1.0', id: 'e', source: 's', type: {} }), /no type/],
  ])('is malformed with %s', (_what, bad, reason) => {
    expect(() => event(bad)).toThrow(MalformedEvent);
    expect(() => event(bad)).toThrow(reason);
  });

  test('of a producer that is not ours is named by its id and what it says: the same id with other words is no repetition', () => {
    const idOf = (source: string, value: string) => open(record({ ...attributes, ce_source: source }, value)).identity.id;
    expect(idOf('/services/spec', '1')).toBe('e1');
    expect(idOf('https://crm.example', '1')).toMatch(/^e1#[\w-]{22}$/);
    expect(idOf('https://crm.example', '1')).toBe(idOf('https://crm.example', '1'));
    expect(idOf('https://crm.example', '1')).not.toBe(idOf('https://crm.example', '2'));
  });

  test('survives JSON 10,000 levels deep', () => {
    const deep = '['.repeat(10_000) + ']'.repeat(10_000);
    expect(event(record(attributes, deep)).data).toBeInstanceOf(Array);
  });

  test('of an event without id is identified by its place', () => {
    expect(open(record({ ...attributes, ce_id: undefined })).identity).toMatchObject({ id: 'things/2/7', source: '' });
  });
});
