import { expect, test } from '@jest/globals';
import { comingDay, dayAfter, effective, isUncertain, programmeDays, startOf, zoneAt } from './programme-day.ts';

test.each([
  ['2027-01-01', 'Etc/UTC', '2027-01-01T00:00:00.000Z'],
  ['2027-07-01', 'Europe/Berlin', '2027-06-30T22:00:00.000Z'],
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
  ['2026-12-01', 'America/New_York', '2026-12-01T05:00:00.000Z'],
  ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
])('%s begins in %s at %s', (day, zone, start) => {
  expect(startOf(day, zone)).toBe(start);
});

const setting = (key: string, value: string | number, effectiveOn: string) => ({ id: `${key} ${effectiveOn}`, key, value, effectiveOn, effectiveFrom: `${effectiveOn}T00:00:00Z`, publishedAt: null, publishedBy: null, reason: null });
const days = programmeDays({ asOf: '2026-11-14T23:30:00Z', items: [setting('hold_days', 30, '2000-01-01'), setting('time_zone', 'America/New_York', '2026-11-16'), setting('time_zone', 'Europe/Berlin', '2000-01-01')] });

test('a day begins by the clocks that count on it, also where they change within the month; today is that of the answer', () => {
  expect([days.today, days.zoneOn('2026-11-15'), days.zoneOn('2026-11-16'), zoneAt('2026-11-15T23:59:00Z', days), zoneAt('2026-11-16T05:00:00Z', days)]).toEqual(['2026-11-15', 'Europe/Berlin', 'America/New_York', 'Europe/Berlin', 'America/New_York']);
  expect(['2026-11-15', '2026-11-20'].map((day) => effective(day, days, false).effectiveFrom)).toEqual(['2026-11-14T23:00:00.000Z', '2026-11-20T05:00:00.000Z']);
});

test('what is no day is sent as it stands, to be complained about, and none at all counts at once, unless it has to be said', () => {
  expect([startOf('tomorrow', 'Etc/UTC'), effective('', days, false), effective('', days, true)]).toEqual(['tomorrow', {}, { effectiveFrom: '' }]);
});

test('what has not begun comes on a day of the programme', () => {
  const begins = (effectiveFrom: string, more = {}) => comingDay({ effectiveFrom, ...more }, '2026-11-15T00:00:00Z', days);
  expect([begins('2026-11-15T00:00:00Z'), begins('2026-12-01T05:00:00Z'), begins('2026-12-01T04:59:00Z'), begins('2026-12-01T05:00:00Z', { effectiveOn: '2026-12-24' }), dayAfter('2026-12-31')]).toEqual([undefined, '2026-12-01', '2026-11-30', '2026-12-24', '2027-01-01']);
});

test('what begins with a day can be called off from the day after tomorrow on, what begins with a moment until that', () => {
  expect([{ effectiveOn: '2026-11-16' }, { effectiveOn: '2026-11-17' }, {}].map((it) => isUncertain(it, days))).toEqual([false, true, true]);
});
