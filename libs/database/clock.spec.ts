import { expect, test } from '@jest/globals';
import { FixedClock } from '#libs/testing/fixed-clock';
import { SystemClock } from './clock.ts';

test('the system clock is the machine’s, moved by the offset', () => {
  const day = 24 * 60 * 60 * 1_000;
  expect(Math.abs(new SystemClock().now().getTime() - Date.now())).toBeLessThan(1_000);
  expect(Math.abs(new SystemClock(-day).now().getTime() + day - Date.now())).toBeLessThan(1_000);
  expect(() => new SystemClock(Number.NaN)).toThrow(RangeError);
});

test('a fixed clock moves when told, and nobody else can move it', () => {
  const clock = new FixedClock('2026-11-02T09:00:00Z');
  clock.now().setFullYear(1999);
  clock.advance({ days: 1, hours: 2, minutes: 3, seconds: 4 });
  expect(clock.now().toISOString()).toBe('2026-11-03T11:03:04.000Z');
  clock.set('2027-01-01T00:00:00Z');
  expect(clock.now().toISOString()).toBe('2027-01-01T00:00:00.000Z');
  expect(() => clock.set('yesterday')).toThrow(RangeError);
});
