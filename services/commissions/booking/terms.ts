import type { EntityManager } from 'typeorm';
import type { Deal, Terms } from '../deal/deal.entity.ts';
import { addDays } from '../setting/calendar.ts';
import type { Programme } from '../setting/programme.ts';

type Closed = Pick<Deal, 'id' | 'partnerId' | 'closedOn'>;

/**
 * Tier and rate of each deal as they counted on its closing date: the tier held when that day ended (the first one known, for a deal that was closed before the
 * partner was admitted), and the tier's rate on that day, of whatever plan. Deals whose partner or rate is not known are left out.
 */
export async function readTerms(tx: EntityManager, deals: readonly Closed[], programme: Programme): Promise<Map<string, Terms>> {
  if (deals.length === 0) return new Map();
  const rows = await tx.query<(Terms & { id: string })[]>(
    `SELECT d.id, t.tier AS "tierAtClose", r.rule_id AS "ruleId", r.version AS "ruleVersion", r.percent
       FROM unnest($1::uuid[], $2::uuid[], $3::date[], $4::timestamptz[]) AS d(id, partner_id, closed_on, day_ends)
      CROSS JOIN LATERAL (SELECT tier FROM partner_tier p WHERE p.partner_id = d.partner_id
                           ORDER BY p.valid_from < d.day_ends DESC, CASE WHEN p.valid_from < d.day_ends THEN p.valid_from END DESC, p.valid_from LIMIT 1) t
      CROSS JOIN LATERAL (SELECT rule_id, version, percent FROM rate WHERE tier = t.tier AND valid_from <= d.closed_on AND cancelled_at IS NULL ORDER BY valid_from DESC LIMIT 1) r`,
    [deals.map(({ id }) => id), deals.map(({ partnerId }) => partnerId), deals.map(({ closedOn }) => closedOn), deals.map(({ closedOn }) => programme.startOf(addDays(closedOn, 1)))],
  );
  return new Map(rows.map(({ id, ...terms }) => [id, terms]));
}
