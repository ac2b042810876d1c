import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { topics } from '#libs/contracts/events/all';
import { addressesIn, carriesPersonal, withoutPersonal } from './personal.ts';

const golden = join(import.meta.dirname, '../contracts/golden');
const events = topics.flatMap((topic) => Object.entries(topic.events).map(([type, { data }]) => ({ type, data, sample: JSON.parse(readFileSync(join(golden, `${type}.json`), 'utf8')) as unknown })));
const marked = /"personal":true/;

describe.each(events.filter(({ type }) => type !== 'person.erased.v1'))('$type', ({ type, data, sample }) => {
  test('without what its contract marks still fits the contract, and names nobody', () => {
    const left = withoutPersonal(type, sample);
    expect(data.safeParse(left).success).toBe(true);
    expect(addressesIn(type, left)).toEqual(addressesIn(type, sample).map(() => 'erased@erased.invalid'));
    for (const text of personalTexts(sample, type.slice(0, type.indexOf('.')))) expect(JSON.stringify(left)).not.toContain(JSON.stringify(text));
  });

  test('is known to carry something personal exactly where its contract says so', () => {
    expect(carriesPersonal(type)).toBe(marked.test(JSON.stringify(data.toJSONSchema())));
  });
});

test('what stays is untouched, and what no contract knows is left out', () => {
  const sample = { requestId: 'r', person: { name: 'Lena', email: 'lena@x.example', locale: 'de', shoeSize: 39 }, message: 'Hello', nickname: 'Leni' };
  expect(withoutPersonal('partner.join_requested.v1', sample)).toEqual({ requestId: 'r', person: { name: 'erased', email: 'erased@erased.invalid', locale: 'de' }, message: 'erased' });
  expect(withoutPersonal('thing.unknown.v1', sample)).toBe(sample);
});

test('the news that a person is erased keeps the address, or nobody else could erase it', () => {
  const data = { email: 'lena@x.example', erasedAt: '2026-11-02T09:00:00Z' };
  expect(withoutPersonal('person.erased.v1', data)).toBe(data);
});

/** By name, for comparison with what the schemas say: names of companies are no person's. */
function personalTexts(value: unknown, owner: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const personal = ['email', 'jobTitle', 'message', 'question', 'note', ...(owner === 'account' ? [] : ['name'])];
  return Object.entries(value).flatMap(([name, each]) => (typeof each === 'string' && personal.includes(name) ? [each] : personalTexts(each, name)));
}
