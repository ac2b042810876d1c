import { expect, test } from '@jest/globals';
import { effective, startOf } from './programme-day.ts';

test.each([
  ['2027-01-01', 'Etc/UTC', '2027-01-01T00:00:00.000Z'],
  ['2027-07-01', 'Europe/Berlin', '2027-06-30T22:00:00.000Z'],
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
  ['2026-12-01', 'America/New_York', '2026-12-01T05:00:00.000Z'],
  ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
])('%s begins in %s at %s', (day, zone, start) => {
  expect(startOf(day, zone)).toBe(start);
});

test('what is no day is sent as it stands, to be complained about, and none at all counts at once', () => {
  expect([startOf('tomorrow', 'Etc/UTC'), effective('', 'Etc/UTC'), effective('2027-01-01', 'Etc/UTC')]).toEqual(['tomorrow', {}, { effectiveFrom: '2027-01-01T00:00:00.000Z' }]);
});
