import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { partners } from '#libs/contracts/events/partners';
import type { Actor } from '#libs/database/actor';
import { Ids } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { Application } from '../application/application.entity.ts';
import { applicantOf } from '../application/application.mentions.ts';
import { MatchKeys } from '../match-key/match-key.service.ts';
import { PartnerManagers } from './partner-managers.ts';
import { Partner } from './partner.entity.ts';

export interface Terms {
  readonly partnerId: string;
  readonly tier: string;
  /** Whether partners of this tier have a partner manager. */
  readonly hasManager: boolean;
  readonly at: Date;
  readonly by: Actor;
}

/** Makes an approved company a partner. */
@Injectable()
export class Admission {
  constructor(
    private readonly ids: Ids,
    private readonly audit: Audit,
    private readonly keys: MatchKeys,
    private readonly managers: PartnerManagers,
  ) {}

  newPartnerId(): string {
    return this.ids.uuid();
  }

  /** Writes the partner and returns what is to be told. */
  async admit(tx: EntityManager, application: Application, { partnerId, tier, hasManager, at, by }: Terms): Promise<OutgoingEvent[]> {
    const partner = Partner.admitted(application, { id: partnerId, reference: this.ids.reference('PTN'), tier, at });
    await this.keys.handOver(tx, application.id, partner.id);
    if (hasManager) partner.assignManager(await this.managers.leastBusy(tx));
    await tx.insert(Partner, partner);
    const { reference, companyName, country, managerId } = partner;
    const approved = { applicationId: application.id, reference, companyName, country, tier, owner: applicantOf(application), approvedAt: at.toISOString() };
    const subject = { kind: 'partner', id: partner.id };
    const events = [
      outgoing(partners, 'partner.approved.v1', partner.id, approved),
      this.audit.item({ actor: by, action: 'partner.approved', subject, details: { tier, applicationId: application.id } }),
    ];
    if (!hasManager) return events;
    return [
      ...events,
      outgoing(partners, 'partner.manager_assigned.v1', partner.id, { companyName, tier, managerId, assignedAt: at.toISOString() }),
      this.audit.item({ actor: by, action: 'partner.manager_assigned', subject, details: { managerId } }),
    ];
  }
}
