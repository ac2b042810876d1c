import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayIn, startOfDay } from '#libs/database/time-zone';
import { addDays, nextMonth } from './calendar.ts';

const withoutMidnight = ['America/Sao_Paulo', 'America/Santiago', 'America/Havana', 'Asia/Beirut', 'Africa/Cairo', 'Atlantic/Azores'];

describe('the programme’s calendar', () => {
  test('a day begins when its own clocks say so, in summer and in winter', () => {
    expect(startOfDay('2026-11-25', 'Etc/UTC')).toEqual(new Date('2026-11-25T00:00:00Z'));
    expect(startOfDay('2026-07-01', 'America/New_York')).toEqual(new Date('2026-07-01T04:00:00Z'));
    expect(startOfDay('2026-12-01', 'America/New_York')).toEqual(new Date('2026-12-01T05:00:00Z'));
    expect(startOfDay('2026-03-30', 'Europe/Berlin')).toEqual(new Date('2026-03-29T22:00:00Z'));
    expect(dayIn(new Date('2026-11-01T02:00:00Z'), 'America/New_York')).toBe('2026-10-31');
  });

  test('a day may begin at one o’clock, where the clocks leave midnight out', () => {
    expect(startOfDay('2018-11-04', 'America/Sao_Paulo')).toEqual(new Date('2018-11-04T03:00:00Z'));
    expect(startOfDay('2026-09-06', 'America/Santiago')).toEqual(new Date('2026-09-06T04:00:00Z'));
    expect(startOfDay('2026-03-08', 'America/Havana')).toEqual(new Date('2026-03-08T05:00:00Z'));
    expect(startOfDay('2026-03-29', 'Asia/Beirut')).toEqual(new Date('2026-03-28T22:00:00Z'));
  });

  test('the first moment of a day is of that day, and the one before it is not', () => {
    const zones = ['Etc/UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Auckland', 'Australia/Lord_Howe', ...withoutMidnight];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 20_000 }), (zone, days) => {
        const day = addDays('2000-01-01', days);
        const start = startOfDay(day, zone);
        expect([dayIn(start, zone), dayIn(new Date(start.getTime() - 1), zone)]).toEqual([day, addDays(day, -1)]);
      }),
    );
  });

  test('days and months go over the ends of years', () => {
    expect([addDays('2026-12-31', 1), addDays('2028-02-28', 1), addDays('2026-01-31', 30), nextMonth('2026-12')]).toEqual(['2027-01-01', '2028-02-29', '2026-03-02', '2027-01']);
  });
});
