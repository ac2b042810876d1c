/** What can happen to a line, and where it leads. Corrections are lines of their own. */
export const transitions = {
  release: { from: ['held'], to: 'payable' },
  cancel: { from: ['held'], to: 'cancelled' },
} as const satisfies Record<string, { from: readonly CommissionStatus[]; to: CommissionStatus }>;

export type CommissionStatus = 'held' | 'payable' | 'cancelled';
export type Move = keyof typeof transitions;
/** How a line begins: held, or payable where it takes back what is payable already. */
export const initialStatuses = ['held', 'payable'] as const satisfies readonly CommissionStatus[];
