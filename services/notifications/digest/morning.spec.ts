import { describe, expect, test } from '@jest/globals';
import { morningAfter, nextMorning } from './morning.ts';

const zone = 'America/New_York';

describe('a morning', () => {
  test.each([
    ['2026-11-22', '2026-11-23T11:00:00Z'],
    // The clocks go back that night, and forward.
    ['2026-10-31', '2026-11-01T10:00:00Z'],
    ['2027-03-13', '2027-03-14T11:00:00Z'],
  ])('after the day %s is at %s', (day, at) => {
    expect(morningAfter(day, zone)).toEqual(new Date(at));
  });

  test.each([
    ['2026-11-23T04:59:59Z', '2026-11-23T11:00:00Z'],
    ['2026-11-23T05:00:00Z', '2026-11-23T11:00:00Z'],
    ['2026-11-23T10:59:59Z', '2026-11-23T11:00:00Z'],
    ['2026-11-23T11:00:00Z', '2026-11-24T11:00:00Z'],
    ['2026-11-24T03:00:00Z', '2026-11-24T11:00:00Z'],
    ['2026-10-31T12:00:00Z', '2026-11-01T10:00:00Z'],
  ])('that comes next at %s is at %s', (now, at) => {
    expect(nextMorning(new Date(now), zone)).toEqual(new Date(at));
  });
});
