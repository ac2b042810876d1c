import { describe, expect, test } from '@jest/globals';
import { Commission } from './commission.entity.ts';
import { initialStatuses, transitions, type CommissionStatus, type Move } from './commission.transitions.ts';

const moves = Object.keys(transitions).filter((name): name is Move => name in transitions);
const statuses: readonly CommissionStatus[] = ['held', 'payable', 'cancelled'];
const lineThatIs = (status: CommissionStatus) => Object.assign(new Commission(), { status, dueAt: status === 'held' ? new Date() : null });

describe('a line', () => {
  test('comes into every state', () => {
    const reached = new Set<CommissionStatus>([...initialStatuses, ...moves.map((move) => transitions[move].to)]);
    expect([...reached].toSorted()).toEqual(statuses.toSorted());
  });

  test.each(statuses.flatMap((status) => moves.map((move) => [status, move] as const)))('that is %s answers "%s" as the table says', (status, move) => {
    const line = lineThatIs(status);
    const { from, to } = transitions[move];
    if (from.some((allowed) => allowed === status)) {
      line[move]();
      expect([line.status, line.dueAt]).toEqual([to, null]);
    } else {
      expect(() => line[move]()).toThrow(expect.objectContaining({ code: 'commissions/illegal-transition' }));
      expect(line.status).toBe(status);
    }
  });
});
