import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { deals } from '#libs/contracts/events/deals';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from '#libs/messaging/consumes';
import { Bookkeeping } from '../booking/bookkeeping.service.ts';
import { amountOf } from '../booking/report.checks.ts';
import type { DealNames, WonReport } from '../booking/report.ts';

type Deals = typeof deals;

/** Keeps the copy of deals that were won or lost, and settles the invoices that waited for it. */
@Controller()
export class DealConsumer {
  constructor(private readonly bookkeeping: Bookkeeping) {}

  @Consumes(deals, 'deal.won.v1')
  async settleWonDeal({ subject: id, data }: EventOf<Deals, 'deal.won.v1'>, tx: EntityManager): Promise<void> {
    this.bookkeeping.report(tx, wonReport(named(id, data), data));
  }

  @Consumes(deals, 'deal.lost.v1')
  async closeLostDeal({ subject: id, data }: EventOf<Deals, 'deal.lost.v1'>, tx: EntityManager): Promise<void> {
    this.bookkeeping.report(tx, { kind: 'lost', deal: named(id, data), closedOn: data.closedOn });
  }

  @Consumes(deals, 'deal.snapshotted.v1')
  async takeSnapshot({ subject: id, data }: EventOf<Deals, 'deal.snapshotted.v1'>, tx: EntityManager): Promise<void> {
    if (data.won !== null) this.bookkeeping.report(tx, wonReport(named(id, data), data.won));
    else if (data.lost !== null) this.bookkeeping.report(tx, { kind: 'lost', deal: named(id, data), closedOn: data.lost.closedOn });
  }

  /** What the CRM reports of a deal that is won or lost already stays with leads; what it contradicts here is an exception, for finance to settle. */
  @Consumes(deals, 'deal.report_held.v1')
  async raiseContradiction({ subject: id, data: { besides, ...data } }: EventOf<Deals, 'deal.report_held.v1'>, tx: EntityManager): Promise<void> {
    const deal = named(id, data);
    if (besides?.won) this.bookkeeping.report(tx, { ...wonReport(deal, besides.won), besides: true });
    if (besides?.lost) this.bookkeeping.report(tx, { kind: 'lost', deal, closedOn: besides.lost.closedOn, besides: true });
  }
}

type Signed = Pick<EventOf<Deals, 'deal.won.v1'>['data'], 'amount' | 'contract' | 'termMonths' | 'closedOn'>;

function wonReport(deal: DealNames, { amount, contract, termMonths, closedOn }: Signed): WonReport {
  return { kind: 'won', deal, amount: amountOf(amount), contract, termMonths: termMonths ?? null, closedOn };
}

function named(id: string, { partnerId, reference, account }: Pick<DealNames, 'partnerId' | 'reference' | 'account'>): DealNames {
  return { id, partnerId, reference, account };
}
