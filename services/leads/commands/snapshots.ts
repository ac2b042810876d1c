import { In } from 'typeorm';
import { deals } from '#libs/contracts/events/deals';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { Snapshots } from '#libs/messaging/snapshots';
import { Deal } from '../deal/deal.entity.ts';
import { closingOf, named, termsOf } from '../deal/deal.mentions.ts';
import { Partner } from '../partner/partner.entity.ts';

/** Tells the state of every deal again. Returns how many snapshots were appended. */
export function tellAgain(snapshots: Snapshots): Promise<number> {
  return snapshots.ofEach(Deal, async (rows, tx) => {
    const owners = await tx.findBy(Partner, { id: In(rows.map(({ partnerId }) => partnerId)) });
    const companies = new Map(owners.map(({ id, companyName }) => [id, companyName]));
    return rows.map((deal) => snapshot(deal, companies.get(deal.partnerId) ?? '?'));
  });
}

function snapshot(deal: Deal, companyName: string): OutgoingEvent {
  const { id, status, registeredAt, protectedUntil, closing, lostReason, closedOn } = deal;
  return outgoing(deals, 'deal.snapshotted.v1', id, {
    ...named(deal, companyName),
    ...termsOf(deal),
    status,
    registeredAt: registeredAt.toISOString(),
    protectedUntil: protectedUntil?.toISOString() ?? null,
    won: closing === undefined ? null : closingOf(closing),
    lost: lostReason === null || closedOn === null ? null : { reason: lostReason, closedOn },
  });
}
