import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { deals } from '#libs/contracts/events/deals';
import { Database } from '#libs/database/database';
import { outgoing, Outbox, type OutgoingEvent } from '#libs/messaging/outbox';
import { Deal } from '../deal/deal.entity.ts';
import { closingOf, named, termsOf } from '../deal/deal.mentions.ts';
import { Partner } from '../partner/partner.entity.ts';

const batch = 200;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Tells the state of every deal again, for copies that are built anew. Safe to repeat: readers take the latest by sequence. */
@Injectable()
export class Republish {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** Returns how many snapshots were appended. Rows are locked while theirs is written, so that it cannot be older than an event before it. */
  async all(): Promise<number> {
    let count = 0;
    for (let after: string | undefined = beforeAll; after !== undefined; ) {
      const from: string = after;
      const told = await this.database.inTransaction({ kind: 'system', name: 'leads.republish' }, async (tx) => {
        const found = await tx.find(Deal, { where: { id: MoreThan(from) }, order: { id: 'ASC' }, take: batch, lock: { mode: 'pessimistic_write' } });
        const companies = new Map((await tx.find(Partner)).map(({ id, companyName }) => [id, companyName]));
        await this.outbox.appendAll(tx, found.map((deal) => snapshot(deal, companies.get(deal.partnerId) ?? '?')));
        return found;
      });
      count += told.length;
      after = told.at(-1)?.id;
    }
    return count;
  }
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
