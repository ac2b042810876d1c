import { Money } from '#libs/database/money';
import type { MoneyJson } from '#libs/contracts/primitives';
import type { Locale } from '#libs/contracts/primitives';
import type { QualificationBody, TierEvaluation } from '#libs/contracts/http/programme';
import type { ProgrammeSnapshot, TierAsOf } from './programme.snapshot.ts';
import type { TierRequirement } from './tier-requirement.entity.ts';

export interface Evaluation {
  /** The highest tier that is met without a doubt. */
  readonly qualifiedFor: string | null;
  readonly tiers: TierEvaluation[];
}

type Figure = number | boolean | MoneyJson | null;

/** Where the figure stands that a requirement is about. */
const figures: Record<TierRequirement['code'], (of: QualificationBody) => Figure> = {
  experience_years: (of) => of.yearsInCybersecurity,
  annual_revenue: (of) => of.annualRevenue,
  certified_professionals: (of) => of.certifiedProfessionals,
  fortune500_relationships: (of) => of.fortune500Relationships,
  annual_commitment: (of) => of.annualCommitment ?? null,
  dedicated_practice: (of) => of.dedicatedPractice,
};

/** Measures a company's figures against every tier of the programme. Throws `InvalidMoney` for an amount that is none. */
export function evaluate(programme: ProgrammeSnapshot, of: QualificationBody, locale: Locale): Evaluation {
  const tiers = programme.tiers.map((tier) => evaluateTier(tier, of, locale));
  return { qualifiedFor: tiers.findLast(({ met }) => met === true)?.tier ?? null, tiers };
}

function evaluateTier({ tier, requirements }: TierAsOf, of: QualificationBody, locale: Locale): TierEvaluation {
  const criteria = requirements.map(({ code, text, required }) => {
    const actual = figures[code](of);
    return { code, text: text[locale], required, actual, met: meets(required, actual) };
  });
  return { tier: tier.code, name: tier.name[locale], met: all(criteria.map(({ met }) => met)), criteria };
}

/** null where nobody but a person can tell. */
function meets(required: Exclude<Figure, null>, actual: Figure): boolean | null {
  if (actual === null) return false;
  if (typeof required === 'number') return typeof actual === 'number' && actual >= required;
  if (typeof required === 'boolean') return actual === required;
  if (typeof actual !== 'object') return false;
  // No conversion: a rate of the day would make the same application qualify on Monday and not on Tuesday.
  return actual.currency === required.currency ? Money.parse(actual).compare(Money.parse(required)) >= 0 : null;
}

/** One unmet criterion decides; otherwise one open question leaves it open. */
function all(results: readonly (boolean | null)[]): boolean | null {
  if (results.includes(false)) return false;
  return results.includes(null) ? null : true;
}
