import { z } from 'zod';
import { code, id, instant, nonNegativeMoney, positiveMoney, tierCode } from '../primitives.ts';
import { line } from '../text.ts';
import { requirement } from './programme.ts';
import { publication, why } from './settings.ts';

const labels = z.strictObject({ en: line(200), de: line(200) });
/** From when on it counts: not before now, and at once where it is not said. */
const when = { effectiveFrom: instant.optional(), reason: why };
const atLeast = (most: number) => z.number().int().min(1).max(most);
const asks = <C extends string, R extends z.ZodType>(criterion: C, required: R) => z.strictObject({ code: z.literal(criterion), text: labels, required });

/** A requirement as it is published: what is evaluated, and how it is put, in every language. */
export const newRequirement = z.discriminatedUnion('code', [
  asks('experience_years', atLeast(100)),
  asks('annual_revenue', positiveMoney),
  asks('certified_professionals', atLeast(1_000_000)),
  asks('fortune500_relationships', atLeast(500)),
  asks('annual_commitment', positiveMoney),
  asks('dedicated_practice', z.literal(true)),
]);

/** `listed`: whether the page advertises it, or the tier has it silently. */
export const newBenefit = z.strictObject({ code, text: labels, listed: z.boolean() });

/** All that a tier is from a moment on; what it earns is published by itself. An empty list of requirements takes everybody. */
export const publishTierBody = z
  .strictObject({ name: labels, requirements: z.array(newRequirement).max(6), benefits: z.array(newBenefit).min(1).max(12), ...when })
  .meta({ id: 'NewTier' });

export const tierVersion = z
  .object({
    tier: tierCode,
    version: z.number().int(),
    name: labels,
    requirements: z.array(z.object({ code: requirement.shape.code, text: labels, required: requirement.shape.required })),
    benefits: z.array(z.object({ code: z.string(), text: labels, listed: z.boolean() })),
    effectiveFrom: instant,
    ...publication,
  })
  .meta({ id: 'TierVersion' });
/** `asOf`: when it was read, by the clock that says what has begun. */
export const tiersAnswer = z.object({ asOf: instant, items: z.array(tierVersion) }).meta({ id: 'Tiers' });

const story = {
  company: line(200),
  headline: labels,
  /** Where it stands among the stories. */
  position: atLeast(99),
  tier: tierCode.nullable(),
  dealValue: positiveMoney.nullable(),
  commission: nonNegativeMoney.nullable(),
  growthPercent: atLeast(100_000).nullable(),
  growthMonths: atLeast(120).nullable(),
  dealsPerYear: atLeast(100_000).nullable(),
};
export const publishStoryBody = z
  .strictObject({ ...story, ...when })
  .refine(({ growthPercent, growthMonths }) => (growthPercent === null) === (growthMonths === null), { error: 'goes with the growth, and the growth with it', path: ['growthMonths'] })
  .meta({ id: 'NewStory' });
/** Takes back what has not begun; which it is says If-Match. */
export const cancelBody = z.strictObject({ reason: why }).meta({ id: 'Cancellation' });
/** A withdrawal is of the same version as what it ends, so which of both is said here. */
export const cancelStoryBody = z.strictObject({ what: z.enum(['version', 'withdrawal']), reason: why }).meta({ id: 'StoryCancellation' });
export const withdrawStoryBody = z.strictObject(when).meta({ id: 'StoryWithdrawal' });

/** `endsAt`: when the next version begins, or it is told no more. */
export const storyVersion = z
  .object({
    id,
    version: z.number().int(),
    ...story,
    effectiveFrom: instant,
    endsAt: instant.nullable(),
    ...publication,
    withdrawal: z.object({ at: instant, by: id, reason: z.string() }).nullable(),
  })
  .meta({ id: 'StoryVersion' });
export const storiesAnswer = z.object({ asOf: instant, items: z.array(storyVersion) }).meta({ id: 'Stories' });

export type PublishTierBody = z.output<typeof publishTierBody>;
export type TierVersion = z.output<typeof tierVersion>;
export type PublishStoryBody = z.output<typeof publishStoryBody>;
export type WithdrawStoryBody = z.output<typeof withdrawStoryBody>;
export type CancelBody = z.output<typeof cancelBody>;
export type CancelStoryBody = z.output<typeof cancelStoryBody>;
export type StoryVersion = z.output<typeof storyVersion>;
