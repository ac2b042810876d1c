import { Money } from '#libs/database/money';
import type { MoneyJson } from '#libs/contracts/primitives';
import type { Locale } from '#libs/contracts/primitives';
import type { QualificationBody, TierEvaluation } from '#libs/contracts/http/programme';
import type { TierAsked } from './requirement-sheet.entity.ts';
import type { TierRequirement } from './tier-requirement.entity.ts';

/** Whether each criterion of each tier is met, in the order of the sheet; null where nobody but a person can tell. */
export type Results = readonly (readonly (boolean | null)[])[];

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

/** Measures a company's figures against every tier. Throws `InvalidMoney` for an amount that is none. */
export function measure(asked: readonly TierAsked[], of: QualificationBody): Results {
  return asked.map(({ criteria }) => criteria.map(({ code, required }) => meets(required, figures[code](of))));
}

export function qualifiedFor(asked: readonly TierAsked[], results: Results): string | null {
  return asked.findLast((_, index) => all(results[index] ?? []) === true)?.tier ?? null;
}

/** The results in words and figures. */
export function explain(asked: readonly TierAsked[], of: QualificationBody, results: Results, locale: Locale): Evaluation {
  const tiers = asked.map(({ tier, name, criteria }, index): TierEvaluation => {
    const met = results[index] ?? [];
    return {
      tier,
      name: name[locale],
      met: all(met),
      criteria: criteria.map(({ code, text, required }, place) => ({ code, text: text[locale], required, actual: figures[code](of), met: met[place] ?? null })),
    };
  });
  return { qualifiedFor: qualifiedFor(asked, results), tiers };
}

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
