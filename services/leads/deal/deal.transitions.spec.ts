import { describe, expect, test } from '@jest/globals';
import { dealStatuses } from '#libs/contracts/events/deals';
import type { DealStatus } from '#libs/contracts/http/deals';
import { reachableFrom } from '#libs/testing/reachable';
import { initialStatus, moves, movesFrom, terminalStatuses } from './deal.transitions.ts';

const reachable = (from: DealStatus) => reachableFrom(from, (status) => movesFrom(status).map((move) => moves[move].to));

describe('the states of a deal', () => {
  test('can all be reached', () => {
    expect([...reachable(initialStatus)].toSorted()).toEqual([...dealStatuses].toSorted());
  });

  test('have a way out to every end, unless they are one', () => {
    for (const status of dealStatuses) {
      if (terminalStatuses.includes(status)) continue;
      expect(movesFrom(status)).not.toEqual([]);
      expect([...reachable(status)]).toEqual(expect.arrayContaining(['won', 'lost', 'expired', 'revoked']));
    }
  });

  test('are final once ended', () => {
    for (const status of terminalStatuses) expect(movesFrom(status)).toEqual([]);
  });

  test('are those of the programme', () => {
    expect(movesFrom('submitted')).toEqual(['approve', 'queue', 'reject', 'return', 'withdraw']);
    expect(movesFrom('queued')).toEqual(['promote', 'advance', 'reject', 'withdraw']);
    expect(movesFrom('returned')).toEqual(['resubmit', 'withdraw']);
    expect(movesFrom('approved')).toEqual(['win', 'lose', 'expire', 'revoke']);
  });
});
