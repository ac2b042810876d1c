import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { ownPartnerAnswer } from '#libs/contracts/http/partners';
import type { Actor } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { httpProblem } from '#libs/service/problems';
import { Application } from '../application/application.entity.ts';
import { Programme } from '../programme/programme.service.ts';
import { explain, measure } from '../programme/requirement.evaluation.ts';
import { VendorPerson } from '../vendor-person/vendor-person.entity.ts';
import { Partner } from './partner.entity.ts';
import { partnerNotFound } from './partner.errors.ts';

export type OwnPartnerAnswer = z.output<typeof ownPartnerAnswer>;
/** A partner's people do not see applications; of their own, this is the part that they may know. */
const measuring: Actor = { kind: 'system', name: 'applications.own-partner' };

/** What a partner's people see of their company. */
@Injectable()
export class OwnPartner {
  constructor(
    private readonly database: Database,
    private readonly rules: Programme,
  ) {}

  async of(actor: Actor): Promise<OwnPartnerAnswer> {
    if (actor.kind !== 'user') throw httpProblem('http/not-found', { detail: 'You belong to no partner.' });
    const { partner, manager } = await this.database.inTransaction(actor, async (tx) => {
      const found = await tx.findOneBy(Partner, { id: actor.partnerId });
      if (found === null) throw partnerNotFound();
      return { partner: found, manager: found.managerId === null ? null : await reachable(tx, found.managerId) };
    });
    const { id, reference, companyName: company, country, tier, status, managerId, approvedAt } = partner;
    return { id, reference, company, country, tier, status, managerId, manager, approvedAt: approvedAt.toISOString(), nextTier: await this.nextTier(partner) };
  }

  private async nextTier({ tier, applicationId }: Partner): Promise<OwnPartnerAnswer['nextTier']> {
    const { tiers } = (await this.rules.now()).sheet;
    const held = tiers.findIndex((it) => it.tier === tier);
    const above = held === -1 ? [] : tiers.slice(held + 1, held + 2);
    if (above.length === 0) return null;
    const { figures, submittedAt } = await this.database.inTransaction(measuring, async (tx) => tx.findOneByOrFail(Application, { id: applicationId }));
    const [next] = explain(above, figures, measure(above, figures), 'en').tiers;
    return next === undefined ? null : { tier: next.tier, figuresOf: submittedAt.toISOString(), criteria: next.criteria.map(({ code, required, actual, met }) => ({ code, required, actual, met })) };
  }
}

/** How to reach somebody who looks after partners now; whoever no longer does is nobody to write to. */
async function reachable(tx: EntityManager, userId: string): Promise<OwnPartnerAnswer['manager']> {
  const person = await tx.findOneBy(VendorPerson, { userId, active: true });
  return person?.name != null && person.email !== null ? { name: person.name, email: person.email } : null;
}
