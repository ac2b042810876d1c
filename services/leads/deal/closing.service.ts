import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { deals } from '#libs/contracts/events/deals';
import type { DealMoved, LostBody, WonBody } from '#libs/contracts/http/deals';
import { Clock } from '#libs/database/clock';
import { Money } from '#libs/database/money';
import { outgoing } from '#libs/messaging/outbox';
import { moneyErrors } from '#libs/service/money.checks';
import type { FieldError } from '#libs/service/problem';
import { vendorUser } from '#libs/service/auth/people';
import type { Closing, Deal } from './deal.entity.ts';
import { validationFailed } from './deal.errors.ts';
import { closingOf } from './deal.mentions.ts';
import { DealMoves, type MoveRequest } from './deal.moves.ts';
import type { Change } from './deal.records.ts';
import { Opportunities } from './opportunities.service.ts';
import { isoDay, oddClosingDay } from './registration.checks.ts';

/** A deal is won or lost: said by the team, or by the CRM. */
@Injectable()
export class ClosingDeals {
  constructor(
    private readonly clock: Clock,
    private readonly moves: DealMoves,
    private readonly opportunities: Opportunities,
  ) {}

  /** For a vendor without a CRM; what was signed is the contract that was registered. */
  reportWon(request: MoveRequest, { amount, closedOn, note }: WonBody): Promise<DealMoved> {
    vendorUser(request.actor);
    const errors = [...moneyErrors('/amount', amount), ...this.dayErrors(closedOn)];
    if (errors.length > 0) throw validationFailed(errors);
    return this.moves.make(request, async (tx, deal, at) => {
      const closing = { amount: Money.parse(amount), contract: deal.contract, termMonths: deal.termMonths, closedOn };
      deal.mustAllow('win');
      requireReason(deal, closing.amount, note);
      return { ...(await this.win(tx, deal, closing, at)), why: note };
    });
  }

  reportLost(request: MoveRequest, { reason, closedOn = isoDay(this.clock.now()) }: LostBody): Promise<DealMoved> {
    vendorUser(request.actor);
    const errors = this.dayErrors(closedOn);
    if (errors.length > 0) throw validationFailed(errors);
    return this.moves.make(request, (tx, deal, at) => this.lose(tx, deal, reason, closedOn, at));
  }

  /** Those who wait for the same are turned down: the customer has bought. */
  async win(tx: EntityManager, deal: Deal, closing: Closing, at: Date): Promise<Change> {
    deal.win(closing);
    await this.opportunities.end(tx, deal.id, 'closed');
    await this.opportunities.settle(tx, deal.accountId);
    return { event: 'won', tell: (named) => [outgoing(deals, 'deal.won.v1', deal.id, { ...named, ...closingOf(closing), wonAt: at.toISOString() })] };
  }

  async lose(tx: EntityManager, deal: Deal, reason: string, closedOn: string, at: Date): Promise<Change> {
    deal.lose(reason, closedOn);
    await this.opportunities.end(tx, deal.id, 'freed');
    await this.opportunities.settle(tx, deal.accountId);
    return { event: 'lost', why: reason, tell: (named) => [outgoing(deals, 'deal.lost.v1', deal.id, { ...named, reason, closedOn, lostAt: at.toISOString() })] };
  }

  private dayErrors(closedOn: string): FieldError[] {
    const detail = oddClosingDay(closedOn, this.clock.now());
    return detail === undefined ? [] : [{ pointer: '/closedOn', detail }];
  }
}

/** The customer's invoices must be in the currency of the win. Another one than the partner estimated in is as often a slip as it is meant, so whoever means it says why. */
function requireReason(deal: Deal, { currency }: Money, note: string | undefined): void {
  const registered = deal.estimatedValue.currency;
  if (currency !== registered && note === undefined) throw validationFailed([{ pointer: '/note', detail: `is needed, since the deal was registered in ${registered} and the win is in ${currency}` }]);
}
