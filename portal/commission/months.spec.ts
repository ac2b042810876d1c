import { expect, test } from '@jest/globals';
import { monthsBack } from './months.ts';

test('months go back over the turn of the year, to the first and no further', () => {
  expect(monthsBack('2026-02', '2025-11', 12)).toEqual(['2026-02', '2026-01', '2025-12', '2025-11']);
  expect(monthsBack('2026-02', '2020-01', 3)).toEqual(['2026-02', '2026-01', '2025-12']);
  expect(monthsBack('2026-02', '2026-02', 12)).toEqual(['2026-02']);
  expect(monthsBack('2026-02', '2026-03', 12)).toEqual([]);
});
