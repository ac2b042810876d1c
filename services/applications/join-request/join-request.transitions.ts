export type JoinRequestStatus = 'open' | 'accepted' | 'declined';

/** An owner says yes or no, once. */
export const joinMoves = {
  accept: { from: ['open'], to: 'accepted' },
  decline: { from: ['open'], to: 'declined' },
} as const satisfies Record<string, { from: readonly JoinRequestStatus[]; to: JoinRequestStatus }>;

export type JoinMove = keyof typeof joinMoves;
