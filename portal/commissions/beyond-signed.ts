import type { MoneyJson } from '#libs/contracts/primitives';
import type { AnswerOf } from '../api/routes.ts';

type Line = Pick<AnswerOf<'/api/commissions'>['items'][number], 'invoiceId' | 'base'>;

/** An amount with which more would be paid for a deal than was signed. */
export interface Beyond {
  readonly signed: MoneyJson;
  readonly paidBefore: MoneyJson;
  readonly paidThen: MoneyJson;
}

export interface Payment {
  readonly invoiceId: string;
  readonly amount: MoneyJson;
}

/**
 * For a question to a person and no more: what is booked is reckoned by the service. What was refunded is below zero among the lines. The same invoice again counts once, and another
 * currency is not compared.
 */
export function beyondSigned(signed: MoneyJson, lines: readonly Line[], { invoiceId, amount }: Payment): Beyond | undefined {
  const { currency } = signed;
  if (amount.currency !== currency || lines.some(({ base }) => base.currency !== currency)) return undefined;
  const before = lines.filter((line) => line.invoiceId !== invoiceId).reduce((sum, { base }) => sum + Number(base.amount), 0);
  const then = before + Number(amount.amount);
  const money = (value: number) => ({ amount: value.toFixed(2), currency });
  return Number(then.toFixed(2)) > Number(signed.amount) ? { signed, paidBefore: money(before), paidThen: money(then) } : undefined;
}
