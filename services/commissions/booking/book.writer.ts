import type { EntityManager } from 'typeorm';
import { commissions } from '#libs/contracts/events/commissions';
import { atCommit } from '#libs/database/transaction.runner';
import { keyedBy, outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import { Commission } from '../commission/commission.entity.ts';
import { Deal } from '../deal/deal.entity.ts';
import { CommissionException } from '../exception/commission-exception.entity.ts';
import { Invoice } from '../invoice/invoice.entity.ts';
import { Refund } from '../invoice/refund.entity.ts';
import { Journal } from '../ledger/journal.entity.ts';
import { percentText } from '../rate/rate.entity.ts';
import type { Books } from './books.ts';

/** Sends all that a booking changed together with COMMIT: later statements of the transaction do not see it. */
export function writeBooks(tx: EntityManager, { changed, journals, exceptions }: Books): void {
  const rows = [
    rowsOf(tx, Deal, [...changed.deals]),
    rowsOf(tx, Invoice, [...changed.invoices]),
    rowsOf(tx, Refund, [...changed.refunds]),
    rowsOf(tx, Commission, [...changed.lines]),
    rowsOf(tx, Journal, journals),
    rowsOf(tx, CommissionException, exceptions),
  ];
  if (rows.some((text) => text !== null)) atCommit(tx, 'SELECT write_books($1, $2, $3, $4, $5, $6)', rows);
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

/** Rows as JSON, columns by the names that the database knows; null for none. */
function rowsOf<T extends object>(tx: EntityManager, entity: new () => T, rows: readonly T[]): string | null {
  if (rows.length === 0) return null;
  const { columns } = tx.connection.getMetadata(entity);
  return JSON.stringify(rows.map((row) => Object.fromEntries(columns.map((column): [string, unknown] => [column.databaseName, column.getEntityValue(row, true)]))));
}
