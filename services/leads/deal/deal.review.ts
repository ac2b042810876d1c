import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DealReview } from '#libs/contracts/http/deals';
import type { Deal } from './deal.entity.ts';

type OtherDeal = DealReview['rivals'][number];
type Known = DealReview['candidates'][number]['known'][number];

/** What a reviewer compares a registration with. */
@Injectable()
export class DealReviews {
  async of(tx: EntityManager, deal: Deal): Promise<DealReview> {
    const reasons = new Map<string, Set<DealReview['candidates'][number]['why'][number]>>();
    for (const { accountId, why } of deal.candidates) if (accountId !== deal.accountId || deal.outcome !== 'needs_review') reasons.set(accountId, (reasons.get(accountId) ?? new Set()).add(why));
    const ids = [...reasons.keys()];
    const known = await tx.query<(Known & { accountId: string })[]>(
      `SELECT account_id AS "accountId", name, website, country, named, direct_pipeline AS "directPipeline" FROM crm_account WHERE account_id = ANY ($1::uuid[]) ORDER BY name, id`,
      [ids],
    );
    const others = await this.dealsOf(tx, [...ids, deal.accountId], deal.id);
    return {
      candidates: ids.map((accountId) => ({
        accountId,
        why: [...(reasons.get(accountId) ?? [])],
        known: known.filter((row) => row.accountId === accountId).map(record),
        deals: others.filter((row) => row.accountId === accountId).map(otherDeal),
      })),
      rivals: others.filter((row) => row.accountId === deal.accountId && row.productFamilies.some((family) => deal.productFamilies.includes(family))).map(otherDeal),
    };
  }

  private dealsOf(tx: EntityManager, accountIds: readonly string[], except: string): Promise<(OtherDeal & { accountId: string })[]> {
    return tx.query(
      `SELECT d.account_id AS "accountId", d.id, d.reference, p.company_name AS "companyName", d.status, d.product_families AS "productFamilies",
              to_char(d.registered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "registeredAt"
         FROM deal d JOIN partner p ON p.id = d.partner_id WHERE d.account_id = ANY ($1::uuid[]) AND d.id <> $2 ORDER BY d.registered_at, d.id LIMIT 100`,
      [accountIds, except],
    );
  }
}

function record({ name, website, country, named, directPipeline }: Known): Known {
  return { name, website, country, named, directPipeline };
}

function otherDeal({ id, reference, companyName, status, productFamilies, registeredAt }: OtherDeal): OtherDeal {
  return { id, reference, companyName, status, productFamilies, registeredAt };
}
