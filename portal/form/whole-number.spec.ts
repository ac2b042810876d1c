import { expect, test } from '@jest/globals';
import { readWhole, whole } from './whole-number.ts';

test.each([['1200', 1200], ['1,200', 1200], ['1.200', 1200], [' 1 200 ', 1200], ['1\u202f200', 1200], ["1'200'000", 1_200_000], ['0', 0], ['007', 7]])('%j is %d', (text, value) => expect(readWhole(text)).toBe(value));

test.each(['', 'many', '-5', '1.5', '1,20', '1.2000', '1.200,000', '1,200.50', '1e3', '12345,678'])('%j is no whole number', (text) => expect(readWhole(text)).toBeUndefined());

test('limits count for the number, however it is written', () => {
  const limits = { min: 1, max: 1200 };
  expect([whole('1.200', limits), whole('1.201', limits), whole('0', limits), whole(null, limits)]).toEqual([1200, undefined, undefined, undefined]);
});
