import { Injectable } from '@nestjs/common';
import type { PartnerView } from '#libs/contracts/http/partners';
import type { Actor } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { Partner } from './partner.entity.ts';
import { partnerNotFound } from './partner.errors.ts';

/** What the vendor's people see of a company of the programme. */
@Injectable()
export class OnePartner {
  constructor(private readonly database: Database) {}

  async of(actor: Actor, partnerId: string): Promise<PartnerView> {
    const partner = await this.database.inTransaction(actor, (tx) => tx.findOneBy(Partner, { id: partnerId }));
    if (partner === null) throw partnerNotFound();
    const { id, reference, version, applicationId, companyName: company, website, country, tier, status, managerId, approvedAt } = partner;
    return { id, reference, version, applicationId, company, website, country, tier, status, managerId, approvedAt: approvedAt.toISOString() };
  }
}
