import { dealStatus, type DealStatus } from '#libs/contracts/http/deals';

/**
 * The allowed moves. Out of the queue leads `promote` where nobody needs to look, else `advance`; `queue` is where the customer turns out
 * to be one whose opportunity is taken. An extension is a record of its own and no state.
 */
export const moves = {
  approve: { from: ['submitted'], to: 'approved' },
  queue: { from: ['submitted'], to: 'queued' },
  promote: { from: ['queued'], to: 'approved' },
  advance: { from: ['queued'], to: 'submitted' },
  reject: { from: ['submitted', 'queued'], to: 'rejected' },
  return: { from: ['submitted'], to: 'returned' },
  resubmit: { from: ['returned'], to: 'submitted' },
  withdraw: { from: ['submitted', 'queued', 'returned'], to: 'withdrawn' },
  win: { from: ['approved'], to: 'won' },
  lose: { from: ['approved'], to: 'lost' },
  expire: { from: ['approved'], to: 'expired' },
  revoke: { from: ['approved'], to: 'revoked' },
} as const satisfies Record<string, { from: readonly DealStatus[]; to: DealStatus }>;

export type Move = keyof typeof moves;

export const initialStatus = 'submitted' satisfies DealStatus;

/** Out of these nothing leads; what was decided stays. */
export const terminalStatuses: readonly DealStatus[] = ['rejected', 'withdrawn', 'won', 'lost', 'expired', 'revoked'];

/** Out of these something still leads: the pipeline. */
export const openStatuses: readonly DealStatus[] = dealStatus.options.filter((status) => !terminalStatuses.includes(status));

/** The moves that a status allows. */
export function movesFrom(status: DealStatus): Move[] {
  const names = Object.keys(moves).filter((name): name is Move => name in moves);
  return names.filter((name) => allows(name, status));
}

export function allows(move: Move, status: DealStatus): boolean {
  const from: readonly DealStatus[] = moves[move].from;
  return from.includes(status);
}
