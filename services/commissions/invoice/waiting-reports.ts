import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { waitingAnswer } from '#libs/contracts/http/commissions';
import type { Actor } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { Invoice } from './invoice.entity.ts';
import { Refund } from './refund.entity.ts';

type Waiting = z.output<typeof waitingAnswer>;
const shown = 100;
const oldest = { where: { status: 'waiting' }, order: { receivedAt: 'ASC', id: 'ASC' }, take: shown } as const;

/** What waits for something that must come first. */
@Injectable()
export class WaitingReports {
  constructor(private readonly database: Database) {}

  list(actor: Actor): Promise<Waiting> {
    return this.database.inTransaction(actor, async (tx) => {
      const [invoices, invoiceCount] = await tx.findAndCount(Invoice, oldest);
      const [refunds, refundCount] = await tx.findAndCount(Refund, oldest);
      const items = [...invoices.map(ofInvoice), ...refunds.map(ofRefund)].toSorted((a, b) => a.receivedAt.localeCompare(b.receivedAt));
      return { items: items.slice(0, shown), total: invoiceCount + refundCount };
    });
  }
}

function ofInvoice({ id, dealId, amount, waitingFor, receivedAt }: Invoice): Waiting['items'][number] {
  return { kind: 'invoice', id, dealId, invoiceId: id, amount: amount.toJSON(), waitingFor: waitingFor ?? 'deal', receivedAt: receivedAt.toISOString() };
}

function ofRefund({ id, dealId, invoiceId, amount, receivedAt }: Refund): Waiting['items'][number] {
  return { kind: 'refund', id, dealId, invoiceId, amount: amount.toJSON(), waitingFor: 'invoice', receivedAt: receivedAt.toISOString() };
}
