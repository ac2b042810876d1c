import { expect, test } from '@jest/globals';
import { standing } from './standing.ts';

const rows = ['2027-01-01', '2000-01-01', '2026-06-01', '2028-01-01'].map((effectiveOn) => ({ effectiveOn }));
const days = ({ now, coming, past }: ReturnType<typeof standing<{ effectiveOn: string }>>) => [now?.effectiveOn, coming.map((it) => it.effectiveOn), past.map((it) => it.effectiveOn)];

test.each([
  ['2026-11-25', ['2026-06-01', ['2027-01-01', '2028-01-01'], ['2000-01-01']]],
  // On its first day a row counts.
  ['2027-01-01', ['2027-01-01', ['2028-01-01'], ['2026-06-01', '2000-01-01']]],
  ['1999-12-31', [undefined, ['2000-01-01', '2026-06-01', '2027-01-01', '2028-01-01'], []]],
])('on %s the rows stand as %j', (today, expected) => {
  expect(days(standing(rows, today))).toEqual(expected);
});
