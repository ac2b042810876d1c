import { parse, v5 } from 'uuid';

const namespace = parse('b7c1f0de-5a3e-4c3a-9d0e-2f6a1c8e4b90');

/**
 * Ids of what follows from a report follow from it too: whoever books the same report again, after a crash or on another instance, writes the same ids, and the
 * primary key refuses the second time.
 */
const derived = (...of: readonly string[]): string => v5(Buffer.from(JSON.stringify(of)), namespace);

export const accrualId = (invoiceId: string): string => derived('accrual', invoiceId);
export const reversalId = (refundId: string): string => derived('reversal', refundId);
export const journalId = (cause: string, commissionId: string): string => derived('journal', cause, commissionId);
export const exceptionId = (kind: string, reported: object): string => derived('exception', kind, JSON.stringify(reported));
