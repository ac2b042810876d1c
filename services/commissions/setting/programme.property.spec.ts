import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, monthOf } from './calendar.ts';
import type { CommissionSetting } from './commission-setting.entity.ts';
import { periodOf } from './period.ts';
import { Programme } from './programme.ts';

const row = (value: string, validFrom: string): CommissionSetting => ({ id: validFrom, key: 'time_zone', value, validFrom, publishedAt: null, publishedBy: null, reason: null, cancelledAt: null });
const programmeOf = (first: string, ...later: { zone: string; from: string }[]): Programme =>
  later.reduce((programme, { zone, from }) => programme.with(row(zone, from)), new Programme([row(first, '2000-01-01')]));

const zones = ['Etc/UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Asia/Kolkata', 'Pacific/Pago_Pago', 'Pacific/Kiritimati', 'Etc/GMT+12', 'America/Santiago', 'Pacific/Auckland', 'Australia/Lord_Howe'];
const zone = fc.constantFrom(...zones);
const firstOfMonth = fc.integer({ min: 0, max: 11 }).map((month) => new Date(Date.UTC(2026, month + 1)).toISOString().slice(0, 10));
const change = fc.record({
  before: zone,
  after: zone,
  from: fc.tuple(firstOfMonth, fc.integer({ min: -1, max: 1 })).map(([day, days]) => addDays(day, days)),
  next: fc.option(fc.record({ zone, days: fc.integer({ min: 1, max: 3 }) })),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;
const changed = ({ before, after, from, next }: Change): Programme =>
  programmeOf(before, { zone: after, from }, ...(next === null ? [] : [{ zone: next.zone, from: addDays(from, next.days) }]));
/** Every half hour of the days around one. */
const momentsAround = (day: string): Date[] => Array.from({ length: 7 * 48 }, (_, index) => new Date(Date.parse(`${addDays(day, -2)}T00:00:00Z`) + index * 1_800_000));

describe('the programme’s day, whatever zone follows which', () => {
  test('never goes back, and a month that is final never runs again', () => {
    fc.assert(
      fc.property(change, (zones) => {
        const programme = changed(zones);
        const moments = momentsAround(zones.from);
        const days = moments.map((moment) => programme.today(moment));
        expect(days).toEqual(days.toSorted());
        // Each with the month that was the last to be final then.
        const final = moments.map((moment, index) => {
          const month = monthOf(days[index] ?? '');
          const before = monthOf(addDays(`${month}-01`, -1));
          return periodOf(before, programme, moment).final ? before : monthOf(addDays(`${before}-01`, -1));
        });
        expect(days.findIndex((day, index) => final.slice(0, index + 1).some((month) => month >= monthOf(day)))).toBe(-1);
      }),
    );
  });

  test('begins at the moment that is said, and not before', () => {
    fc.assert(
      fc.property(change, (zones) => {
        const programme = changed(zones);
        for (let days = -2; days <= 5; days += 1) {
          const day = addDays(zones.from, days);
          const start = programme.startOf(day);
          expect(programme.today(start) >= day).toBe(true);
          expect(programme.today(new Date(start.getTime() - 1)) < day).toBe(true);
        }
      }),
    );
  });

  test('is what it was until the next zone counts, so that publishing it changes no past', () => {
    fc.assert(
      fc.property(change, (zones) => {
        const [before, after] = [programmeOf(zones.before), changed({ ...zones, next: null })];
        const begins = after.startOf(zones.from);
        const past = momentsAround(zones.from).filter((moment) => moment < begins && before.today(moment) < zones.from);
        expect(past.map((moment) => after.today(moment))).toEqual(past.map((moment) => before.today(moment)));
      }),
    );
  });

  test('of Berlin goes on until New York’s clocks say so, and of UTC ends early for Tokyo’s', () => {
    const [behind, ahead] = [programmeOf('Europe/Berlin', { zone: 'America/New_York', from: '2026-12-01' }), programmeOf('Etc/UTC', { zone: 'Asia/Tokyo', from: '2026-12-01' })];
    const days = (programme: Programme, ...moments: string[]) => moments.map((moment) => programme.today(new Date(moment)));
    expect(days(behind, '2026-11-30T22:59:59Z', '2026-11-30T23:30:00Z', '2026-12-01T00:10:00Z', '2026-12-01T04:59:59Z', '2026-12-01T05:00:00Z')).toEqual(['2026-11-30', '2026-11-30', '2026-11-30', '2026-11-30', '2026-12-01']);
    expect(days(ahead, '2026-11-30T14:59:59Z', '2026-11-30T15:00:00Z', '2026-12-01T14:59:59Z', '2026-12-01T15:00:00Z')).toEqual(['2026-11-30', '2026-12-01', '2026-12-01', '2026-12-02']);
    expect(periodOf('2026-11', behind, new Date('2026-12-01T04:00:00Z')).final).toBe(false);
  });
});
