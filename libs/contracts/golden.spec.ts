import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { topics } from './events/all.ts';

const folder = join(import.meta.dirname, 'golden');
const golden = new Map(readdirSync(folder).map((name): [string, unknown] => [name.replace(/\.json$/, ''), JSON.parse(readFileSync(join(folder, name), 'utf8'))]));
const declared = topics.flatMap((topic) => Object.entries(topic.events).map(([type, definition]) => ({ topic, type, definition })));

describe('golden events', () => {
  test('there is one for every released event, and none without its event', () => {
    // A version that nobody publishes any more stays declared: old events are still on topics, in parked tables and in archives.
    expect([...golden.keys()].toSorted()).toEqual(declared.map(({ type }) => type).toSorted());
  });

  test.each(declared)('$type parses for ever', ({ type, definition }) => {
    expect(definition.data.parse(golden.get(type))).toBeDefined();
  });

  test.each(declared)('$type lets a newer producer add fields', ({ type, definition }) => {
    const sample = golden.get(type);
    const newer = { ...Object(sample), addedLater: { by: 'a newer producer' } };
    expect(definition.data.parse(newer)).toEqual(definition.data.parse(sample));
  });
});

describe('the declaration of topics', () => {
  test('names every topic and every event once', () => {
    expect(new Set(topics.map(({ name }) => name)).size).toBe(topics.length);
    expect(new Set(declared.map(({ type }) => type)).size).toBe(declared.length);
  });

  test.each(declared)('$type is a fact in the past tense with a version', ({ type }) => {
    expect(type).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*\.v[1-9]\d*$/);
  });

  test.each(declared)('$type marks what is personal and carries no secret in clear', ({ type, definition }) => {
    // An account is a company; its name is nobody's.
    const subject = type.slice(0, type.indexOf('.'));
    const fields = fieldsOf(definition.data.shape, subject).filter(([, , owner]) => owner !== 'account');
    const personal = ['email', 'name', 'note', 'question', 'message', 'jobTitle', 'locale'];
    expect(fields.filter(([name, meta]) => personal.includes(name) && meta.personal !== true).map(([name]) => name)).toEqual([]);
    expect(fields.filter(([name, meta]) => /link$/i.test(name) && name !== 'link' && meta.sealed !== true).map(([name]) => name)).toEqual([]);
    expect(fields.map(([name]) => name).filter((name) => /password|token|secret/i.test(name))).toEqual([]);
  });
});

interface Field {
  readonly meta?: () => Record<string, unknown> | undefined;
  readonly shape?: Record<string, Field>;
  readonly unwrap?: () => Field;
}

function fieldsOf(shape: object, owner: string): [name: string, meta: Record<string, unknown>, owner: string][] {
  const own: [string, Field][] = Object.entries(shape);
  return own.flatMap(([name, field]): [string, Record<string, unknown>, string][] => {
    const inner = field.unwrap?.();
    const meta = { ...inner?.meta?.(), ...field.meta?.() };
    return [[name, meta, owner], ...fieldsOf(field.shape ?? inner?.shape ?? {}, name)];
  });
}
