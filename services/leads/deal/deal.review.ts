import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DealReview } from '#libs/contracts/http/deals';
import type { Deal } from './deal.entity.ts';
import { openStatuses } from './deal.transitions.ts';

type OtherDeal = DealReview['rivals'][number];
type Known = DealReview['candidates'][number]['known'][number];

const shownAtMost = 50;

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
    const [rivals] = await dealsOf(tx, [deal.accountId], deal, deal.productFamilies);
    const others = await dealsOf(tx, ids, deal, null);
    return {
      accountId: deal.accountId,
      candidates: ids.map((accountId) => ({
        accountId,
        why: [...(reasons.get(accountId) ?? [])],
        known: known.filter((row) => row.accountId === accountId).map(record),
        ...shown(others.find((found) => found.accountId === accountId)),
      })),
      rivals: rivals?.deals ?? [],
      rivalsTotal: rivals?.total ?? 0,
    };
  }
}

interface OfAccount {
  readonly accountId: string;
  readonly total: number;
  readonly deals: OtherDeal[];
}

/**
 * Each customer's other deals: those that hold or wait first, in the order of registration, then the latest of the past. No more than can be
 * looked through, with how many there are: the list of deals has all of them. `families`: only those with one in common.
 */
function dealsOf(tx: EntityManager, accountIds: readonly string[], { id }: Deal, families: readonly string[] | null): Promise<OfAccount[]> {
  return tx.query<OfAccount[]>(
    `SELECT "accountId", max(total)::int AS total, jsonb_agg(shown ORDER BY place) FILTER (WHERE place <= ${shownAtMost}) AS deals
       FROM (SELECT d.account_id AS "accountId", count(*) OVER (PARTITION BY d.account_id) AS total,
                    row_number() OVER (PARTITION BY d.account_id ORDER BY d.status = ANY ($4) DESC, CASE WHEN d.status = ANY ($4) THEN d.registered_at END, d.registered_at DESC, d.id) AS place,
                    jsonb_build_object('id', d.id, 'reference', d.reference, 'companyName', p.company_name, 'status', d.status, 'productFamilies', d.product_families,
                      'registeredAt', to_char(d.registered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS shown
               FROM deal d JOIN partner p ON p.id = d.partner_id
              WHERE d.account_id = ANY ($1::uuid[]) AND d.id <> $2 AND ($3::text[] IS NULL OR d.product_families && $3)) AS placed
      GROUP BY "accountId"`,
    [accountIds, id, families, openStatuses],
  );
}

function shown(found: OfAccount | undefined): Pick<DealReview['candidates'][number], 'deals' | 'dealsTotal'> {
  return { deals: found?.deals ?? [], dealsTotal: found?.total ?? 0 };
}

function record({ name, website, country, named, directPipeline }: Known): Known {
  return { name, website, country, named, directPipeline };
}
