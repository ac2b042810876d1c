import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { deals } from '#libs/contracts/events/deals';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from '#libs/messaging/consumes';
import { Bookkeeping } from '../booking/bookkeeping.service.ts';
import { amountOf } from '../booking/report.checks.ts';
import type { DealNames } from '../booking/report.ts';

type Deals = typeof deals;

/** Keeps the copy of deals that were won or lost, and settles the invoices that waited for it. */
@Controller()
export class DealConsumer {
  constructor(private readonly bookkeeping: Bookkeeping) {}

  @Consumes(deals, 'deal.won.v1')
  async settleWonDeal({ subject: id, data }: EventOf<Deals, 'deal.won.v1'>, tx: EntityManager): Promise<void> {
    this.won(tx, named(id, data), data);
  }

  @Consumes(deals, 'deal.lost.v1')
  async closeLostDeal({ subject: id, data }: EventOf<Deals, 'deal.lost.v1'>, tx: EntityManager): Promise<void> {
    this.bookkeeping.report(tx, { kind: 'lost', deal: named(id, data), closedOn: data.closedOn });
  }

  @Consumes(deals, 'deal.snapshotted.v1')
  async takeSnapshot({ subject: id, data }: EventOf<Deals, 'deal.snapshotted.v1'>, tx: EntityManager): Promise<void> {
    if (data.won !== null) this.won(tx, named(id, data), data.won);
    else if (data.lost !== null) this.bookkeeping.report(tx, { kind: 'lost', deal: named(id, data), closedOn: data.lost.closedOn });
  }

  private won(tx: EntityManager, deal: DealNames, { amount, contract, termMonths, closedOn }: Pick<EventOf<Deals, 'deal.won.v1'>['data'], 'amount' | 'contract' | 'termMonths' | 'closedOn'>): void {
    this.bookkeeping.report(tx, { kind: 'won', deal, amount: amountOf(amount), contract, termMonths: termMonths ?? null, closedOn });
  }
}

function named(id: string, { partnerId, reference, account }: Pick<DealNames, 'partnerId' | 'reference' | 'account'>): DealNames {
  return { id, partnerId, reference, account };
}
