import { z } from 'zod';
import { line } from '../text.ts';
import { country, money, nonNegativeMoney, tierCode } from '../primitives.ts';

/** A requirement of a tier; `text` is for people, `code` and `required` are what is evaluated. */
export const requirement = z.object({
  code: z.enum(['experience_years', 'annual_revenue', 'certified_professionals', 'fortune500_relationships', 'annual_commitment', 'dedicated_practice']),
  text: z.string(),
  required: z.union([z.number(), z.boolean(), money]),
});

export const tier = z
  .object({
    code: tierCode,
    name: z.string(),
    rank: z.number().int(),
    /** Percent with up to four decimals, such as "30.0000" trimmed to "30". */
    commissionPercent: z.string(),
    mostPopular: z.boolean(),
    benefits: z.array(z.object({ code: z.string(), text: z.string() })),
    requirements: z.array(requirement),
  })
  .meta({ id: 'Tier' });

export const successStory = z
  .object({
    company: z.string(),
    headline: z.string(),
    tier: tierCode.nullable(),
    dealValue: money.nullable(),
    commission: money.nullable(),
    growthPercent: z.number().nullable(),
    growthMonths: z.number().int().nullable(),
    dealsPerYear: z.number().int().nullable(),
  })
  .meta({ id: 'SuccessStory' });

export const programmeAnswer = z
  .object({
    name: z.string(),
    asOf: z.string(),
    tiers: z.array(tier),
    averageDeal: money,
    reviewPromiseHours: z.number().int(),
    reapplyAfterDays: z.number().int(),
    /** Whom people write to before they apply. */
    contactEmail: z.string(),
    /** Where the terms of the programme stand, and what is said about personal data; null where the vendor has not said. */
    termsUrl: z.string().nullable(),
    privacyUrl: z.string().nullable(),
    successStories: z.array(successStory),
  })
  .meta({ id: 'Programme' });

/** The figures that requirements are evaluated on. */
export const qualificationBody = z.strictObject({
  annualRevenue: nonNegativeMoney,
  yearsInCybersecurity: z.number().int().min(0).max(100),
  certifiedProfessionals: z.number().int().min(0).max(1_000_000),
  fortune500Relationships: z.number().int().min(0).max(500),
  dedicatedPractice: z.boolean(),
  annualCommitment: nonNegativeMoney.optional(),
});
export type QualificationBody = z.output<typeof qualificationBody>;

export const criterionResult = requirement.extend({
  actual: z.union([z.number(), z.boolean(), money]).nullable(),
  /** null: in another currency than the requirement, the reviewer decides. */
  met: z.boolean().nullable(),
});

export const tierEvaluation = z
  .object({ tier: tierCode, name: z.string(), met: z.boolean().nullable(), criteria: z.array(criterionResult) })
  .meta({ id: 'TierEvaluation' });
export type TierEvaluation = z.output<typeof tierEvaluation>;

export const qualificationAnswer = z.object({ qualifiedFor: tierCode.nullable(), tiers: z.array(tierEvaluation) }).meta({ id: 'Qualification' });

const coded = z.array(z.object({ code: z.string(), label: z.string() }));
export const catalogueQuery = z.strictObject({ locale: z.enum(['en', 'de']).default('en') });
export const catalogueAnswer = z
  .object({
    certifications: coded,
    capabilities: coded,
    clientTypes: coded,
    industries: coded,
    productFamilies: coded,
    rejectionReasons: coded,
    countries: z.array(z.object({ code: country, label: line(200) })),
  })
  .meta({ id: 'Catalogue' });
