import type { EntityManager } from 'typeorm';
import { commissions } from '#libs/contracts/events/commissions';
import { atCommit } from '#libs/database/transaction.work';
import { keyedBy, outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import { Commission } from '../commission/commission.entity.ts';
import { Deal } from '../deal/deal.entity.ts';
import { CommissionException } from '../exception/commission-exception.entity.ts';
import { Invoice } from '../invoice/invoice.entity.ts';
import { Refund } from '../invoice/refund.entity.ts';
import { Journal } from '../ledger/journal.entity.ts';
import { percentText } from '../rate/rate.entity.ts';
import type { Books } from './books.ts';
import { rowsOf } from './row.writer.ts';

/** Sends all that a booking changed together with COMMIT: later statements of the transaction do not see it. */
export function writeBooks(tx: EntityManager, books: Books): void {
  const { changed, journals, exceptions } = books;
  const of = <T extends object>(entity: new () => T, all: Iterable<T>, known: boolean): string | null => rowsOf(tx, entity, [...all].filter((row) => books.isKnown(row) === known));
  const rows = [
    of(Deal, changed.deals, false),
    of(Invoice, changed.invoices, false),
    of(Refund, changed.refunds, false),
    of(Commission, changed.lines, false),
    rowsOf(tx, Journal, journals),
    rowsOf(tx, CommissionException, exceptions),
    of(Deal, changed.deals, true),
    of(Invoice, changed.invoices, true),
    of(Refund, changed.refunds, true),
    of(Commission, changed.lines, true),
  ];
  if (rows.some((text) => text !== null)) atCommit(tx, { name: 'write_books', text: 'SELECT write_books($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', values: rows });
}

/** What is told of the lines that were entered: each has a sequence of its own, and a partner's come in order. */
export function eventsOf({ entered, deals }: Books): OutgoingEvent[] {
  return entered.map(({ line, context }) => ({ ...eventOf(line, deals), context }));
}

function eventOf(line: Commission, deals: ReadonlyMap<string, Deal>): OutgoingEvent {
  const deal = deals.get(line.dealId);
  if (deal === undefined) throw new Error(`The deal of line ${line.id} is not open`);
  const { partnerId, invoiceId, refundId, instalment, accrualId } = line;
  const about = { partnerId, deal: { id: deal.id, reference: deal.reference, account: { id: deal.accountId, name: deal.accountName } }, invoiceId };
  const amount = line.amount.toJSON();
  if (refundId !== null) {
    const data = { ...about, accrualId, refundId, refunded: line.base.negate().toJSON(), amount, reversedAt: line.postedAt.toISOString() };
    return keyedBy(partnerId, outgoing(commissions, 'commission.reversed.v1', line.id, data));
  }
  const terms = { percent: percentText(line.percent), tier: line.tierAtClose, rule: { id: line.ruleId, version: line.ruleVersion } };
  const data = { ...about, instalment, base: line.base.toJSON(), ...terms, amount, payableOn: line.payableOn, accruedAt: line.postedAt.toISOString() };
  return keyedBy(partnerId, outgoing(commissions, 'commission.accrued.v1', line.id, data));
}
