import { describe, expect, test } from '@jest/globals';
import { FixedClock } from '#libs/testing/fixed-clock';
import { JoinRequest } from './join-request.entity.ts';
import { JoinRequestDecided } from './join-request.errors.ts';
import { joinMoves, type JoinMove, type JoinRequestStatus } from './join-request.transitions.ts';

const allowed: Readonly<Record<JoinRequestStatus, Partial<Record<JoinMove, JoinRequestStatus>>>> = {
  open: { accept: 'accepted', decline: 'declined' },
  accepted: {},
  declined: {},
};
const verbs = ['accept', 'decline'] as const satisfies readonly JoinMove[];
const cells = Object.entries(allowed).flatMap(([from, out]) => verbs.map((move) => ({ from, move, to: out[move] })));

const at = new FixedClock().now();
const owner = '0197a1b2-0000-7000-8000-000000000001';

function requestThatIs(status: string): JoinRequest {
  return Object.assign(new JoinRequest(), { status, decidedAt: null, decidedBy: null });
}

describe('a request to join', () => {
  test('has these moves and no others', () => {
    expect(Object.keys(joinMoves).toSorted()).toEqual([...verbs]);
  });

  test.each(cells.filter(({ to }) => to !== undefined))('that is $from can $move', ({ from, move, to }) => {
    const request = requestThatIs(from);
    request[move](owner, at);
    expect(request).toMatchObject({ status: to, decidedBy: owner, decidedAt: at });
  });

  test.each(cells.filter(({ to }) => to === undefined))('that is $from refuses to $move, and stays', ({ from, move }) => {
    const request = requestThatIs(from);
    expect(() => request[move](owner, at)).toThrow(JoinRequestDecided);
    expect(request).toMatchObject({ status: from, decidedBy: null, decidedAt: null });
  });
});
