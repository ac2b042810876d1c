import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { dealListAnswer, DealListQuery } from '#libs/contracts/http/deals';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { keysetPage } from '#libs/database/keyset';
import { Partner } from '../partner/partner.entity.ts';
import { applyFilters } from './deal-list.filters.ts';
import { Deal } from './deal.entity.ts';

export type DealListAnswer = z.output<typeof dealListAnswer>;
type Listed = Deal & { partner?: Partner | null };

const sorts = {
  // By id, which grows with the moment of registration and has an index.
  registeredAt: { by: 'deal.id', type: 'uuid' },
  expectedCloseOn: { by: 'deal.expectedCloseOn', type: 'date' },
  protectedUntil: { by: 'deal.protectedUntil', type: 'timestamptz', nullable: true },
} as const;

/** The own deals for a partner's people, which row-level security sees to; everybody's for the team. */
@Injectable()
export class DealList {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  page(actor: Actor, query: DealListQuery): Promise<DealListAnswer> {
    const { sort, limit, cursor, ...filters } = query;
    const now = this.clock.now();
    return this.database.inTransaction(actor, async (tx) => {
      const filtered = () => applyFilters(tx.createQueryBuilder(Deal, 'deal').leftJoinAndMapOne('deal.partner', Partner, 'partner', 'partner.id = deal.partnerId'), filters, now);
      const total = await filtered().getCount();
      const { items, nextCursor } = await keysetPage<Listed, keyof typeof sorts>(filtered(), { list: 'deals', sorts, sort, limit, cursor });
      return { items: items.map((item) => listItem(item, item.partner?.companyName ?? '')), nextCursor, total };
    });
  }
}

export function listItem(deal: Deal, companyName: string): DealListAnswer['items'][number] {
  const { id, reference, status, partnerId, accountName, website, country, productFamilies, estimatedValue, contract, expectedCloseOn, registeredAt, protectedUntil, outcome, extension } = deal;
  return {
    id,
    reference,
    status,
    partner: { id: partnerId, companyName },
    account: { name: accountName, website, country },
    productFamilies,
    estimatedValue: estimatedValue.toMoney().toJSON(),
    contract,
    expectedCloseOn,
    registeredAt: registeredAt.toISOString(),
    protectedUntil: protectedUntil?.toISOString() ?? null,
    outcome,
    extension,
  };
}
