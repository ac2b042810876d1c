import { describe, expect, test } from '@jest/globals';
import { approvedAt, daysUntil, isWorkedOn } from './protection-days.ts';

const now = Date.parse('2026-11-25T12:00:00Z');
const move = (at: string, status: 'submitted' | 'approved') => ({ at, event: 'registered', by: 'partner' as const, status, why: null });
const timeline = [move('2026-11-01T09:00:00Z', 'submitted'), move('2026-11-10T09:00:00Z', 'approved'), move('2026-11-12T09:00:00Z', 'approved')];
const activity = (date: string, loggedAt: string) => ({ id: '0191d3a0-0000-7000-8000-000000000001', kind: 'call' as const, date, note: 'They like it.', loggedAt });

describe('a protection', () => {
  test.each([['2026-11-27T12:00:00Z', 2], ['2026-11-27T11:59:59Z', 1], ['2026-11-26T11:00:00Z', 0], ['2026-11-01T00:00:00Z', 0]])('until %s is %d days', (until, days) => {
    expect(daysUntil(until, now)).toBe(days);
  });

  test('begins with the first time that the deal was approved', () => {
    expect(approvedAt({ timeline })).toBe('2026-11-10T09:00:00Z');
  });

  test('can be extended once something was done since: not for what was done, or noted, before', () => {
    expect(isWorkedOn({ timeline, activities: [] })).toBe(false);
    expect(isWorkedOn({ timeline, activities: [activity('2026-11-09', '2026-11-11T09:00:00Z'), activity('2026-11-10', '2026-11-10T08:00:00Z')] })).toBe(false);
    expect(isWorkedOn({ timeline, activities: [activity('2026-11-10', '2026-11-10T10:00:00Z')] })).toBe(true);
    expect(isWorkedOn({ timeline: timeline.slice(0, 1), activities: [activity('2026-11-10', '2026-11-10T10:00:00Z')] })).toBe(false);
  });
});
