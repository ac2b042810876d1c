import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { deals, toldRejections } from '#libs/contracts/events/deals';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from '#libs/messaging/consumes';
import { dealApproved } from '../template/messages/deal-approved.ts';
import { dealClosed } from '../template/messages/deal-closed.ts';
import { dealEnded } from '../template/messages/deal-ended.ts';
import { dealExpiring } from '../template/messages/deal-expiring.ts';
import { dealExtensionDecided } from '../template/messages/deal-extension-decided.ts';
import { dealForTeam } from '../template/messages/deal-for-team.ts';
import { dealInactive } from '../template/messages/deal-inactive.ts';
import { dealPromoted } from '../template/messages/deal-promoted.ts';
import { dealQueued } from '../template/messages/deal-queued.ts';
import { dealRegistered } from '../template/messages/deal-registered.ts';
import { dealRejected } from '../template/messages/deal-rejected.ts';
import { dealReturned } from '../template/messages/deal-returned.ts';
import type { Audience } from './audience.ts';
import { Audiences } from './audiences.service.ts';
import { Notices } from './notices.service.ts';

type Deals = typeof deals;
type About = Pick<EventOf<Deals, 'deal.withdrawn.v1'>, 'id' | 'subject'> & { readonly data: Pick<EventOf<Deals, 'deal.withdrawn.v1'>['data'], 'reference' | 'account' | 'companyName' | 'partnerId' | 'sellerId'> };

/** Who hears what about a deal: the seller, and the team where somebody has to decide. */
@Controller()
export class DealsConsumer {
  constructor(
    private readonly notices: Notices,
    private readonly audiences: Audiences,
  ) {}

  /** What queues or is turned down is told by the event that follows. */
  @Consumes(deals, 'deal.registered.v1')
  async confirmRegistration(event: EventOf<Deals, 'deal.registered.v1'>, tx: EntityManager): Promise<void> {
    const { outcome, protectedUntil = null } = event.data;
    if (outcome === 'queued' || outcome === 'rejected') return;
    await this.notices.tell(tx, event.id, { message: dealRegistered, to: this.seller(event), data: { ...named(event), protectedUntil } });
    if (protectedUntil === null) await this.askTeam(tx, event, 'registration');
  }

  /** The other ways to be approved are told as a registration and as a promotion. */
  @Consumes(deals, 'deal.approved.v1', { through: 'review' })
  async announceApproval(event: EventOf<Deals, 'deal.approved.v1'>, tx: EntityManager): Promise<void> {
    const { protectedUntil } = event.data;
    await this.notices.tell(tx, event.id, { message: dealApproved, to: this.seller(event), data: { ...named(event), protectedUntil } });
  }

  @Consumes(deals, 'deal.queued.v1')
  async announceWaiting(event: EventOf<Deals, 'deal.queued.v1'>, tx: EntityManager): Promise<void> {
    await this.notices.tell(tx, event.id, { message: dealQueued, to: this.seller(event), data: named(event) });
  }

  @Consumes(deals, 'deal.promoted.v1')
  async announcePromotion(event: EventOf<Deals, 'deal.promoted.v1'>, tx: EntityManager): Promise<void> {
    const { protectedUntil = null } = event.data;
    await this.notices.tell(tx, event.id, { message: dealPromoted, to: this.seller(event), data: { ...named(event), protectedUntil } });
    if (protectedUntil === null) await this.askTeam(tx, event, 'registration');
  }

  @Consumes(deals, 'deal.rejected.v1')
  async explainRejection(event: EventOf<Deals, 'deal.rejected.v1'>, tx: EntityManager): Promise<void> {
    const { reason, note = null } = event.data;
    await this.notices.tell(tx, event.id, { message: dealRejected, to: this.seller(event), data: { ...named(event), reason: toldRejections[reason], note } });
  }

  @Consumes(deals, 'deal.returned.v1')
  async askSeller(event: EventOf<Deals, 'deal.returned.v1'>, tx: EntityManager): Promise<void> {
    await this.notices.tell(tx, event.id, { message: dealReturned, to: this.seller(event), data: { ...named(event), note: event.data.note } });
  }

  @Consumes(deals, 'deal.resubmitted.v1')
  async announceResubmission(event: EventOf<Deals, 'deal.resubmitted.v1'>, tx: EntityManager): Promise<void> {
    const { outcome } = event.data;
    if (outcome === 'clear' || outcome === 'needs_review') await this.askTeam(tx, event, 'resubmission');
  }

  @Consumes(deals, 'deal.protection_ending.v1')
  async remindOfEnd(event: EventOf<Deals, 'deal.protection_ending.v1'>, tx: EntityManager): Promise<void> {
    const { days, protectedUntil } = event.data;
    await this.notices.tell(tx, event.id, { message: dealExpiring, to: this.seller(event), data: { ...named(event), days, protectedUntil } });
  }

  @Consumes(deals, 'deal.inactive.v1')
  async remindOfInactivity(event: EventOf<Deals, 'deal.inactive.v1'>, tx: EntityManager): Promise<void> {
    const { inactiveSince, revokedAfter } = event.data;
    await this.notices.tell(tx, event.id, { message: dealInactive, to: this.seller(event), data: { ...named(event), inactiveSince, revokedAfter } });
  }

  @Consumes(deals, 'deal.expired.v1')
  async announceExpiry(event: EventOf<Deals, 'deal.expired.v1'>, tx: EntityManager): Promise<void> {
    await this.notices.tell(tx, event.id, { message: dealEnded, to: this.seller(event), data: { ...named(event), ending: 'expired' } });
  }

  @Consumes(deals, 'deal.revoked.v1')
  async announceRevocation(event: EventOf<Deals, 'deal.revoked.v1'>, tx: EntityManager): Promise<void> {
    await this.notices.tell(tx, event.id, { message: dealEnded, to: this.seller(event), data: { ...named(event), ending: 'revoked' } });
  }

  @Consumes(deals, 'deal.extension_requested.v1')
  async announceExtensionRequest(event: EventOf<Deals, 'deal.extension_requested.v1'>, tx: EntityManager): Promise<void> {
    await this.askTeam(tx, event, 'extension');
  }

  @Consumes(deals, 'deal.extension_granted.v1')
  async announceExtension(event: EventOf<Deals, 'deal.extension_granted.v1'>, tx: EntityManager): Promise<void> {
    const { protectedUntil } = event.data;
    await this.notices.tell(tx, event.id, { message: dealExtensionDecided, to: this.seller(event), data: { ...named(event), decision: 'granted', protectedUntil } });
  }

  @Consumes(deals, 'deal.extension_refused.v1')
  async announceRefusedExtension(event: EventOf<Deals, 'deal.extension_refused.v1'>, tx: EntityManager): Promise<void> {
    const { protectedUntil } = event.data;
    await this.notices.tell(tx, event.id, { message: dealExtensionDecided, to: this.seller(event), data: { ...named(event), decision: 'refused', protectedUntil } });
  }

  @Consumes(deals, 'deal.won.v1')
  async congratulate(event: EventOf<Deals, 'deal.won.v1'>, tx: EntityManager): Promise<void> {
    await this.notices.tell(tx, event.id, { message: dealClosed, to: this.seller(event), data: { ...named(event), result: 'won' } });
  }

  @Consumes(deals, 'deal.lost.v1')
  async announceLoss(event: EventOf<Deals, 'deal.lost.v1'>, tx: EntityManager): Promise<void> {
    await this.notices.tell(tx, event.id, { message: dealClosed, to: this.seller(event), data: { ...named(event), result: 'lost' } });
  }

  @Consumes(deals, 'deal.report_held.v1')
  async announceContradiction(event: EventOf<Deals, 'deal.report_held.v1'>, tx: EntityManager): Promise<void> {
    await this.askTeam(tx, event, 'report');
  }

  private seller({ data }: About): Audience {
    return this.audiences.sellerOrOwners(data.sellerId, data.partnerId);
  }

  private async askTeam(tx: EntityManager, event: About, ask: 'registration' | 'resubmission' | 'extension' | 'report'): Promise<void> {
    const { companyName } = event.data;
    await this.notices.tell(tx, event.id, { message: dealForTeam, to: this.audiences.team(), data: { ...named(event), companyName, ask } });
  }
}

function named({ subject: dealId, data: { reference, account } }: About) {
  return { dealId, reference, customer: account.name };
}
