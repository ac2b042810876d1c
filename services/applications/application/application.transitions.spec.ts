import { describe, expect, test } from '@jest/globals';
import { applicationStatuses, type ApplicationStatus } from '#libs/contracts/http/applications';
import { reachableFrom } from '#libs/testing/reachable';
import { initialStatus, moves, movesFrom, terminalStatuses } from './application.transitions.ts';

const reachable = (from: ApplicationStatus) => reachableFrom(from, (status) => movesFrom(status).map((move) => moves[move].to));

describe('the states of an application', () => {
  test('can all be reached', () => {
    expect([...reachable(initialStatus)].toSorted()).toEqual([...applicationStatuses].toSorted());
  });

  test('have a way out to a decision, unless they are the decision', () => {
    for (const status of applicationStatuses) {
      if (terminalStatuses.includes(status)) continue;
      expect(movesFrom(status)).not.toEqual([]);
      expect([...reachable(status)]).toEqual(expect.arrayContaining(['approved', 'rejected', 'withdrawn']));
    }
  });

  test('are final once decided', () => {
    for (const status of terminalStatuses) expect(movesFrom(status)).toEqual([]);
  });

  test('are those of the programme', () => {
    expect(movesFrom('submitted')).toEqual(['review', 'withdraw']);
    expect(movesFrom('in_review')).toEqual(['ask', 'approve', 'reject', 'withdraw']);
    expect(movesFrom('more_info')).toEqual(['review', 'answer', 'withdraw']);
  });
});
