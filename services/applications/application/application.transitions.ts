import type { ApplicationStatus } from '#libs/contracts/http/applications';

/** The allowed moves. `review` out of `more_info` takes the question back when no answer comes. */
export const moves = {
  review: { from: ['submitted', 'more_info'], to: 'in_review' },
  ask: { from: ['in_review'], to: 'more_info' },
  answer: { from: ['more_info'], to: 'in_review' },
  approve: { from: ['in_review'], to: 'approved' },
  reject: { from: ['in_review'], to: 'rejected' },
  withdraw: { from: ['submitted', 'in_review', 'more_info'], to: 'withdrawn' },
} as const satisfies Record<string, { from: readonly ApplicationStatus[]; to: ApplicationStatus }>;

export type Move = keyof typeof moves;

export const initialStatus = 'submitted' satisfies ApplicationStatus;

/** Out of these nothing leads; what was decided stays. */
export const terminalStatuses: readonly ApplicationStatus[] = ['approved', 'rejected', 'withdrawn'];

/** The moves that a status allows. */
export function movesFrom(status: ApplicationStatus): Move[] {
  const names = Object.keys(moves).filter((name): name is Move => name in moves);
  return names.filter((name) => allows(name, status));
}

export function allows(move: Move, status: ApplicationStatus): boolean {
  const from: readonly ApplicationStatus[] = moves[move].from;
  return from.includes(status);
}
