import { expect, test } from '@jest/globals';
import { obsolete, rotationDue, signing } from './rotation.ts';

const day = 86_400_000;
const at = (days: number) => new Date(Date.UTC(2026, 10, 1) + days * day);
const key = (kid: string, signsFrom: Date) => ({ kid, createdAt: signsFrom, signsFrom });
const rules = { intervalMs: 30 * day, tokenLifetimeMs: 600_000 };
const first = key('first', at(0));
const second = key('second', at(30));

test('the newest key whose time has come signs', () => {
  expect(signing([first, second], at(29))).toBe(first);
  expect(signing([first, second], at(30))).toBe(second);
  expect(signing([], at(30))).toBeUndefined();
});

test('a next key is made when there is none or the newest has signed for the interval', () => {
  expect(rotationDue([], at(0), rules)).toBe(true);
  expect(rotationDue([first], at(29.9), rules)).toBe(false);
  expect(rotationDue([first], at(30), rules)).toBe(true);
  expect(rotationDue([first, second], at(30), rules)).toBe(false);
});

test('a key goes only after its last token has expired', () => {
  expect(obsolete([first], at(400), rules)).toEqual([]);
  expect(obsolete([first, second], at(30), rules)).toEqual([]);
  expect(obsolete([first, second], new Date(at(30).getTime() + rules.tokenLifetimeMs), rules)).toEqual([]);
  expect(obsolete([first, second], new Date(at(30).getTime() + rules.tokenLifetimeMs + 5 * 60_000 + 1), rules)).toEqual([first]);
});
