import { Injectable } from '@nestjs/common';
import { MoreThan, type EntityManager } from 'typeorm';
import { applications } from '#libs/contracts/events/applications';
import { partners } from '#libs/contracts/events/partners';
import { Database } from '#libs/database/database';
import { outgoing, Outbox, type OutgoingEvent } from '#libs/messaging/outbox';
import { Application } from '../application/application.entity.ts';
import { Partner } from '../partner/partner.entity.ts';

const batch = 200;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Tells the state of every application and partner again, for copies that are built anew. Safe to repeat: readers take the latest by sequence. */
@Injectable()
export class Republish {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** Returns how many snapshots were appended. Rows are locked while theirs is written, so that it cannot be older than an event before it. */
  async all(): Promise<number> {
    const told = await this.each((tx, after) => tx.find(Application, page(after)), applicationSnapshot);
    return told + (await this.each((tx, after) => tx.find(Partner, page(after)), partnerSnapshot));
  }

  private async each<T extends { id: string }>(read: (tx: EntityManager, after: string) => Promise<T[]>, snapshot: (row: T) => OutgoingEvent): Promise<number> {
    let count = 0;
    for (let after: string | undefined = beforeAll; after !== undefined; ) {
      const from: string = after;
      const rows = await this.database.inTransaction({ kind: 'system', name: 'applications.republish' }, async (tx) => {
        const found = await read(tx, from);
        await this.outbox.appendAll(tx, found.map(snapshot));
        return found;
      });
      count += rows.length;
      after = rows.at(-1)?.id;
    }
    return count;
  }
}

function page(after: string) {
  return { where: { id: MoreThan(after) }, order: { id: 'ASC' }, take: batch, lock: { mode: 'pessimistic_write' } } as const;
}

function applicationSnapshot({ id, reference, legalName: companyName, status, tierAskedFor, submittedAt, clock, partnerId }: Application): OutgoingEvent {
  const decisionDueAt = clock.dueAt?.toISOString() ?? null;
  return outgoing(applications, 'application.snapshotted.v1', id, { reference, companyName, status, tierAskedFor, submittedAt: submittedAt.toISOString(), decisionDueAt, partnerId });
}

function partnerSnapshot({ id, reference, companyName, country, tier, status, managerId, approvedAt }: Partner): OutgoingEvent {
  return outgoing(partners, 'partner.snapshotted.v1', id, { reference, companyName, country, tier, status, managerId, approvedAt: approvedAt.toISOString() });
}
