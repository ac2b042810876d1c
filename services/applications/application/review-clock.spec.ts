import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ReviewClock } from './review-clock.ts';

const hour = 3_600_000;
const start = Date.parse('2026-11-02T09:00:00Z');
const at = (hours: number) => new Date(start + hours * hour);

describe('the review clock', () => {
  test('promises a decision after its time and tells of half, four fifths and the end once each', () => {
    const clock = ReviewClock.start(at(0), 48 * hour);
    expect(clock.dueAt).toEqual(at(48));
    expect(clock.takeStep(at(23.99))).toBeUndefined();
    expect(clock.takeStep(at(24))).toBe(50);
    expect(clock.takeStep(at(24))).toBeUndefined();
    expect(clock.takeStep(at(38.4))).toBe(80);
    expect(clock.takeStep(at(47.9))).toBeUndefined();
    expect(clock.takeStep(at(48))).toBe(100);
    expect(clock.nextAt).toBeNull();
  });

  test('says how it stands', () => {
    const clock = ReviewClock.start(at(0), 48 * hour);
    expect(clock.view(at(1))).toEqual({ state: 'running', remainingMinutes: 47 * 60 });
    expect(clock.view(at(24)).state).toBe('warned');
    expect(clock.view(at(40)).state).toBe('urgent');
    expect(clock.view(at(50))).toEqual({ state: 'overdue', remainingMinutes: -120 });
    expect(clock.pause(at(50)).view(at(99))).toEqual({ state: 'paused', remainingMinutes: -120 });
    expect(clock.stop().view(at(99))).toEqual({ state: 'stopped', remainingMinutes: null });
  });

  test('stands still while a question is open: nothing comes due, and no time is lost or won', () => {
    const pauses = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 * hour }), fc.integer({ min: 0, max: 1000 * hour })), { maxLength: 6 });
    fc.assert(
      fc.property(pauses, fc.integer({ min: 1, max: 200 }), (spans, hours) => {
        const total = hours * hour;
        const clock = ReviewClock.start(at(0), total);
        let now = start;
        let running = 0;
        for (const [run, wait] of spans) {
          now += run;
          running += run;
          clock.pause(new Date(now));
          expect(clock.takeStep(new Date(now + wait))).toBeUndefined();
          expect(clock.remainingMs).toBe(total - running);
          now += wait;
          clock.resume(new Date(now));
        }
        expect(clock.dueAt?.getTime()).toBe(now + total - running);
      }),
    );
  });

  test('tells every step exactly once, however often and late it is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 * hour }), { maxLength: 30 }), (moments) => {
        const clock = ReviewClock.start(at(0), 48 * hour);
        const told: number[] = [];
        for (const moment of [...moments, 48 * hour].toSorted((a, b) => a - b)) {
          for (let step = clock.takeStep(new Date(start + moment)); step !== undefined; step = clock.takeStep(new Date(start + moment))) told.push(step);
        }
        expect(told).toEqual([50, 80, 100]);
      }),
    );
  });

  test('once stopped never runs again', () => {
    const clock = ReviewClock.start(at(0), 48 * hour).stop();
    expect(clock.resume(at(1)).pause(at(2)).dueAt).toBeNull();
    expect(clock.takeStep(at(1000))).toBeUndefined();
  });
});
