import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { partnerListAnswer, PartnerListQuery } from '#libs/contracts/http/applications';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { keysetPage } from '#libs/database/keyset';
import { vendorUser } from '#libs/service/auth/people';
import type { Partner } from '../partner/partner.entity.ts';
import { Programme } from '../programme/programme.service.ts';
import type { VendorPerson } from '../vendor-person/vendor-person.entity.ts';
import { Application } from './application.entity.ts';
import { applyFilters, listQuery, type ListContext } from './partner-list.filters.ts';

export type PartnerListAnswer = z.output<typeof partnerListAnswer>;
type Item = PartnerListAnswer['items'][number];
/** What the query's joins add. */
type Listed = Application & { partner?: Partner | null; manager?: VendorPerson | null };

const sorts = {
  submittedAt: { by: 'application.submittedAt', type: 'timestamptz' },
  decisionDueAt: { by: 'application.clock.dueAt', type: 'timestamptz', nullable: true },
  company: { by: 'application.legalName', type: 'text' },
} as const;

/** Applications and partners in one list, for the team. */
@Injectable()
export class PartnerList {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly programme: Programme,
  ) {}

  async page(actor: Actor, query: PartnerListQuery): Promise<PartnerListAnswer> {
    const { tiersWithManager } = await this.programme.now();
    const context: ListContext = { now: this.clock.now(), callerId: vendorUser(actor), tiersWithManager };
    return this.database.inTransaction(actor, async (tx) => {
      const filtered = () => applyFilters(listQuery(tx.createQueryBuilder(Application, 'application')), query, context);
      const total = await filtered().getCount();
      const { sort, limit, cursor } = query;
      const { items, nextCursor } = await keysetPage(filtered(), { list: 'partners', sorts, sort, limit, cursor });
      return { items: items.map((item) => view(item, context)), nextCursor, total };
    });
  }
}

function view(of: Listed, { now, tiersWithManager }: ListContext): Item {
  const { partner = null, manager = null } = of;
  return {
    id: of.id,
    reference: of.reference,
    company: of.legalName,
    country: of.country,
    status: of.status,
    tierAskedFor: of.tierAskedFor,
    tierQualifiedFor: of.tierQualifiedFor,
    tierHeld: partner?.tier ?? null,
    submittedAt: of.submittedAt.toISOString(),
    decisionDueAt: of.clock.dueAt?.toISOString() ?? null,
    clock: of.clock.view(now),
    contested: of.contested,
    reviewerId: of.reviewerId,
    partnerId: of.partnerId,
    partnerStatus: partner?.status ?? null,
    partnerVersion: partner?.version ?? null,
    managerId: partner?.managerId ?? null,
    needsManager: partner?.status === 'active' && tiersWithManager.includes(partner.tier) && !(manager?.active === true && manager.roles.includes('partner_manager')),
  };
}
