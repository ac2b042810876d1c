import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { deals } from '#libs/contracts/events/deals';
import type { ApproveDealBody, DealMoved, RejectDealBody } from '#libs/contracts/http/deals';
import { outgoing } from '#libs/messaging/outbox';
import { vendorUser } from '#libs/service/auth/people';
import { DealRules } from '../setting/rules.service.ts';
import type { ClosedToPartners, Deal } from './deal.entity.ts';
import { DealMoves, type MoveRequest } from './deal.moves.ts';
import type { Change } from './deal.records.ts';
import { Opportunities } from './opportunities.service.ts';
import { OneAccount } from './one-account.service.ts';

/** What the team decides about a registration. */
@Injectable()
export class Deciding {
  constructor(
    private readonly moves: DealMoves,
    private readonly rules: DealRules,
    private readonly opportunities: Opportunities,
    private readonly oneAccount: OneAccount,
  ) {}

  /**
   * Where the reviewer finds that the customer is a known one whose opportunity is taken, the registration goes into its queue; where it is
   * one of the vendor's own, found now or become so while the registration waited, nobody may have it.
   */
  async approve(request: MoveRequest, { note, sameAs }: ApproveDealBody): Promise<DealMoved> {
    vendorUser(request.actor);
    const { settings } = await this.rules.now();
    return this.moves.make(request, async (tx, deal, at) => {
      deal.mustAllow('approve');
      const free = sameAs === undefined || (await this.oneAccount.unite(tx, request.actor, deal, sameAs));
      const closed = await this.opportunities.closedToPartners(tx, deal.accountId);
      if (closed !== undefined) return this.refuse(tx, deal, closed, note, at);
      if (!free) {
        deal.queue();
        return { event: 'queued', why: note, tell: (named) => [outgoing(deals, 'deal.queued.v1', deal.id, { ...named, queuedAt: at.toISOString() })] };
      }
      deal.approve(at, settings);
      deal.outcome = 'clear';
      deal.reason = 'opportunity-free';
      const protectedUntil = (deal.protectedUntil ?? at).toISOString();
      return { event: 'approved', why: note, tell: (named) => [outgoing(deals, 'deal.approved.v1', deal.id, { ...named, protectedUntil, through: 'review', approvedAt: at.toISOString() })] };
    });
  }

  reject(request: MoveRequest, { reason, note }: RejectDealBody): Promise<DealMoved> {
    vendorUser(request.actor);
    return this.moves.make(request, async (tx, deal, at) => {
      deal.reject(reason, note);
      return this.rejected(tx, deal, { reason, ...(note === undefined ? {} : { note }) }, note, at);
    });
  }

  /** Asks the partner to complete it; the opportunity stays reserved meanwhile. */
  giveBack(request: MoveRequest, note: string): Promise<DealMoved> {
    vendorUser(request.actor);
    return this.moves.make(request, async (_tx, deal, at) => {
      deal.giveBack(note);
      return { event: 'returned', why: note, tell: (named) => [outgoing(deals, 'deal.returned.v1', deal.id, { ...named, note, returnedAt: at.toISOString() })] };
    });
  }

  /** The note that came with the approval is for colleagues; the partner is told the reason alone. */
  private async refuse(tx: EntityManager, deal: Deal, reason: ClosedToPartners, note: string | undefined, at: Date): Promise<Change> {
    deal.refuseAccount(reason);
    return this.rejected(tx, deal, { reason }, note, at);
  }

  private async rejected(tx: EntityManager, deal: Deal, told: Pick<RejectDealBody, 'reason' | 'note'>, note: string | undefined, at: Date): Promise<Change> {
    await this.opportunities.end(tx, deal.id, 'freed');
    await this.opportunities.settle(tx, deal.accountId);
    const data = { ...told, through: 'review' as const, rejectedAt: at.toISOString() };
    return { event: 'rejected', why: note === undefined ? told.reason : `${told.reason}: ${note}`, tell: (named) => [outgoing(deals, 'deal.rejected.v1', deal.id, { ...named, ...data })] };
  }
}
