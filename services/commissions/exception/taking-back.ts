import type { EntityManager } from 'typeorm';
import type { ReportAnswer } from '#libs/contracts/http/commissions';
import { InvalidAmount, Money, type MoneyJson } from '#libs/database/money';
import { invalid } from '#libs/service/publication';
import type { RefundReport } from '../booking/report.ts';
import { Invoice } from '../invoice/invoice.entity.ts';
import { Refund } from '../invoice/refund.entity.ts';
import type { CommissionException } from './commission-exception.entity.ts';

/**
 * The refund that a person enters for one that contradicts, under an id of its own. Refused where there is no such refund, or where it would contradict again:
 * in another currency, or more than is left of the invoice.
 */
export async function refundToTakeBack(tx: EntityManager, { id, invoiceId, refundId }: CommissionException, amount: MoneyJson): Promise<RefundReport> {
  const refund = refundId === null ? null : await tx.findOneBy(Refund, { id: refundId });
  const invoice = invoiceId === null ? null : await tx.findOneBy(Invoice, { id: invoiceId });
  if (refund === null || invoice?.status !== 'booked') throw invalid('/takeBack', 'only what a refund took from commission can be taken back');
  const money = moneyOf(amount);
  if (money.currency !== invoice.currency) throw invalid('/takeBack/currency', `must be ${invoice.currency}, as the invoice is`);
  if (!invoice.covers(money)) throw invalid('/takeBack/amount', `is more than the ${invoice.amount.subtract(invoice.refunded).toString()} that are left of the invoice`);
  return { kind: 'refund', refundId: `settled:${id}`, invoiceId: invoice.id, dealId: null, amount: money, refundedOn: refund.refundedOn };
}

/** The invoice was read before its lock was had: what went back of it meanwhile may have left too little. */
export function checkTaken(answers: readonly ReportAnswer[]): void {
  if (answers.some(({ outcome }) => outcome !== 'booked')) throw invalid('/takeBack/amount', 'is more than is left of the invoice: more of it went back meanwhile');
}

function moneyOf(amount: MoneyJson): Money {
  try {
    return Money.parse(amount);
  } catch (error) {
    if (error instanceof InvalidAmount) throw invalid('/takeBack/amount', error.said);
    throw error;
  }
}
