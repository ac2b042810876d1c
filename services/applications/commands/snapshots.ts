import { applications } from '#libs/contracts/events/applications';
import { partners } from '#libs/contracts/events/partners';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { Snapshots } from '#libs/messaging/snapshots';
import { Application } from '../application/application.entity.ts';
import { Partner } from '../partner/partner.entity.ts';

/** Tells the state of every application and partner again. Returns how many snapshots were appended. */
export async function tellAgain(snapshots: Snapshots): Promise<number> {
  const told = await snapshots.ofEach(Application, (rows) => rows.map(applicationSnapshot));
  return told + (await snapshots.ofEach(Partner, (rows) => rows.map(partnerSnapshot)));
}

function applicationSnapshot({ id, reference, legalName: companyName, status, tierAskedFor, submittedAt, clock, partnerId }: Application): OutgoingEvent {
  const decisionDueAt = clock.dueAt?.toISOString() ?? null;
  return outgoing(applications, 'application.snapshotted.v1', id, { reference, companyName, status, tierAskedFor, submittedAt: submittedAt.toISOString(), decisionDueAt, partnerId });
}

function partnerSnapshot({ id, reference, companyName, country, tier, status, managerId, approvedAt }: Partner): OutgoingEvent {
  return outgoing(partners, 'partner.snapshotted.v1', id, { reference, companyName, country, tier, status, managerId, approvedAt: approvedAt.toISOString() });
}
