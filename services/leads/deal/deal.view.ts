import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { toldRejections } from '#libs/contracts/events/deals';
import type { DealView } from '#libs/contracts/http/deals';
import type { Locale } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { Partner } from '../partner/partner.entity.ts';
import { DealActivity } from './deal-activity.entity.ts';
import { DealExtension } from './deal-extension.entity.ts';
import { DealHistory } from './deal-history.entity.ts';
import { Deal } from './deal.entity.ts';
import { dealNotFound } from './deal.errors.ts';
import { decisionText } from './decision.texts.ts';
import { DealReviews } from './deal.review.ts';
import { listItem } from './deal-list.service.ts';
import { activityView } from './selling.service.ts';

/** One deal with all that happened to it; for the team, with its rivals and look-alikes beside it. */
@Injectable()
export class DealViews {
  constructor(
    private readonly database: Database,
    private readonly reviews: DealReviews,
  ) {}

  one(actor: Actor, id: string, locale: Locale): Promise<DealView> {
    return this.database.inTransaction(actor, async (tx) => {
      const deal = await tx.findOneBy(Deal, { id });
      if (deal === null) throw dealNotFound();
      const rejection = rejectionOf(deal);
      const { companyName } = await tx.findOneByOrFail(Partner, { id: deal.partnerId });
      return {
        ...listItem(deal, companyName),
        ...fields(deal, locale),
        rejection: actor.kind === 'vendor' ? rejection : rejectionTold(rejection),
        extensionRequest: await extensionOf(tx, id),
        activities: (await tx.find(DealActivity, { where: { dealId: id }, order: { id: 'DESC' } })).map(activityView),
        timeline: (await tx.find(DealHistory, { where: { dealId: id }, order: { at: 'ASC', id: 'ASC' } })).map((row) => entry(row, actor.kind === 'vendor' ? row.why : whyTold(row, rejectionTold(rejection)))),
        ...(actor.kind === 'vendor' ? { review: await this.reviews.of(tx, deal) } : {}),
      };
    });
  }
}

function fields(deal: Deal, locale: Locale) {
  const { version, sourceKind, sellerId, termMonths, contactName, notes, outcome, reason, returnNote, closing, lostReason, closedOn } = deal;
  return {
    version,
    source: { kind: sourceKind },
    sellerId,
    termMonths,
    contactName,
    notes,
    decision: { outcome, reason, text: decisionText(reason, locale) },
    returnNote,
    won: closing === undefined ? null : { ...closing, amount: closing.amount.toJSON() },
    lost: lostReason === null || closedOn === null ? null : { reason: lostReason, closedOn },
  };
}

async function extensionOf(tx: EntityManager, dealId: string): Promise<DealView['extensionRequest']> {
  const found = await tx.findOneBy(DealExtension, { dealId });
  if (found === null) return null;
  const { status, reason, requestedAt, note, decidedAt } = found;
  return { status, reason, requestedAt: requestedAt.toISOString(), note, decidedAt: decidedAt?.toISOString() ?? null };
}

/** What the team notes about a decision for the partner, about the queue or about a win is for colleagues: it may name somebody else. */
const forColleagues = new Set(['approved', 'queued', 'won']);

/** Why, as the deal's partner reads it; of a rejection what the deal says, since the reviewer may have noted more. */
function whyTold({ event, why }: DealHistory, rejection: DealView['rejection']): string | null {
  if (event === 'rejected' && rejection !== null) return rejection.note === null ? rejection.reason : `${rejection.reason}: ${rejection.note}`;
  return forColleagues.has(event) ? null : why;
}

function rejectionOf({ rejectionReason, rejectionNote }: Deal): DealView['rejection'] {
  return rejectionReason === null ? null : { reason: rejectionReason, note: rejectionNote };
}

/** As the deal's partner reads it. */
function rejectionTold(rejection: DealView['rejection']): DealView['rejection'] {
  return rejection === null ? null : { ...rejection, reason: toldRejections[rejection.reason] };
}

function entry({ at, event, actorKind, toStatus }: DealHistory, why: string | null): DealView['timeline'][number] {
  return { at: at.toISOString(), event, by: actorKind === 'user' || actorKind === 'api_key' ? 'partner' : actorKind === 'vendor' ? 'vendor' : 'system', status: toStatus, why };
}
