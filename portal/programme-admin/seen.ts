import type { Plan, Rate } from './rules-query.ts';

/** The rates and plans as they were read at a moment, each list in the order in which they follow one another. */
export interface Seen {
  readonly rates: readonly Rate[];
  readonly plans: readonly Plan[];
}

/** The version of a tier's last rate, also where it was still to come; null where it has none. */
export const lastRate = ({ rates }: Pick<Seen, 'rates'>, tier: string): number | null => rates.findLast((rate) => rate.tier === tier)?.version ?? null;

export function lastPlan({ plans }: Seen): { code: string; version: number } | undefined {
  const last = plans.at(-1);
  return last && { code: last.code, version: last.version };
}

/** Whether something of a plan was published or called off in between: a plan, or a rate of any tier. */
export function isOtherThan(before: Seen, now: Seen): boolean {
  const last = (seen: Seen) => JSON.stringify([lastPlan(seen), [...new Set(seen.rates.map(({ tier }) => tier))].toSorted().map((tier) => [tier, lastRate(seen, tier)])]);
  return last(before) !== last(now);
}
