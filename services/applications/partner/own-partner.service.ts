import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { ownPartnerAnswer } from '#libs/contracts/http/applications';
import type { Actor } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { httpProblem } from '#libs/service/problems';
import { Partner } from './partner.entity.ts';
import { partnerNotFound } from './partner.errors.ts';

export type OwnPartnerAnswer = z.output<typeof ownPartnerAnswer>;

/** What a partner's people see of their company. */
@Injectable()
export class OwnPartner {
  constructor(private readonly database: Database) {}

  async of(actor: Actor): Promise<OwnPartnerAnswer> {
    if (actor.kind !== 'user') throw httpProblem('http/not-found', { detail: 'You belong to no partner.' });
    const partner = await this.database.inTransaction(actor, (tx) => tx.findOneBy(Partner, { id: actor.partnerId }));
    if (partner === null) throw partnerNotFound();
    const { id, reference, companyName: company, country, tier, status, managerId, approvedAt } = partner;
    return { id, reference, company, country, tier, status, managerId, approvedAt: approvedAt.toISOString() };
  }
}
