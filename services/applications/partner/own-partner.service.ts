import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { ownPartnerAnswer } from '#libs/contracts/http/applications';
import type { Actor } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { httpProblem } from '#libs/service/problems';
import { VendorPerson } from '../vendor-person/vendor-person.entity.ts';
import { Partner } from './partner.entity.ts';
import { partnerNotFound } from './partner.errors.ts';

export type OwnPartnerAnswer = z.output<typeof ownPartnerAnswer>;

/** What a partner's people see of their company. */
@Injectable()
export class OwnPartner {
  constructor(private readonly database: Database) {}

  async of(actor: Actor): Promise<OwnPartnerAnswer> {
    if (actor.kind !== 'user') throw httpProblem('http/not-found', { detail: 'You belong to no partner.' });
    const { partner, manager } = await this.database.inTransaction(actor, async (tx) => {
      const found = await tx.findOneBy(Partner, { id: actor.partnerId });
      if (found === null) throw partnerNotFound();
      return { partner: found, manager: found.managerId === null ? null : await reachable(tx, found.managerId) };
    });
    const { id, reference, companyName: company, country, tier, status, managerId, approvedAt } = partner;
    return { id, reference, company, country, tier, status, managerId, manager, approvedAt: approvedAt.toISOString() };
  }
}

/** How to reach somebody who looks after partners now; whoever no longer does is nobody to write to. */
async function reachable(tx: EntityManager, userId: string): Promise<OwnPartnerAnswer['manager']> {
  const person = await tx.findOneBy(VendorPerson, { userId, active: true });
  return person?.name != null && person.email !== null ? { name: person.name, email: person.email } : null;
}
