import type { BodyOf, AnswerOf } from '../api/routes.ts';

export type TierVersion = AnswerOf<'/api/programme/tiers'>['items'][number];
type Body = BodyOf<'POST /api/programme/tiers/{code}'>;
type InBoth = { readonly en: string; readonly de: string };

export const criteria = ['experience_years', 'annual_revenue', 'certified_professionals', 'fortune500_relationships', 'annual_commitment', 'dedicated_practice'] as const;
export type Criterion = (typeof criteria)[number];
export const isMoney = (code: string): boolean => code === 'annual_revenue' || code === 'annual_commitment';
export const isYesNo = (code: string): boolean => code === 'dedicated_practice';

/** `required`: a number as it is typed, an amount, or true. */
export interface TypedRequirement {
  readonly code: string;
  readonly text: InBoth;
  readonly required: unknown;
}
export interface TypedBenefit {
  /** Empty for one that is new; it gets its code of its English text. */
  readonly code: string;
  readonly text: InBoth;
  readonly listed: boolean;
}
export interface Values {
  readonly name: InBoth;
  readonly requirements: readonly TypedRequirement[];
  readonly benefits: readonly TypedBenefit[];
  readonly effectiveFrom: string;
  readonly reason: string;
}

/** What a requirement of a kind starts with. */
export const nothingOf = (code: string): unknown => (isMoney(code) ? { amount: '', currency: 'USD' } : isYesNo(code) ? true : '');

export function valuesOf({ name, requirements, benefits }: TierVersion): Values {
  return { name, requirements: requirements.map((it) => ({ ...it, required: typeof it.required === 'number' ? String(it.required) : it.required })), benefits, effectiveFrom: '', reason: '' };
}

const figure = (required: unknown): number => Number(typeof required === 'object' && required !== null && 'amount' in required ? required.amount : required);

/** The texts that say what was required before the figure changed; a row whose kind changed is another requirement. */
export function textsLeftBehind(typed: TypedRequirement, before: readonly TypedRequirement[]): string[] {
  const published = before.find(({ code }) => code === typed.code);
  if (published === undefined || isYesNo(typed.code) || figure(published.required) === figure(typed.required)) return [];
  return (['en', 'de'] as const).filter((language) => typed.text[language] === published.text[language]).map((language) => typed.text[language]);
}

const number = (typed: unknown): unknown => (typeof typed === 'string' && /^\d+$/.test(typed.trim()) ? Number(typed) : typed);
/** "Early access to releases" → "early_access_to_releases"; a text in letters of another script is a benefit all the same. */
export const codeFor = (text: string): string => text.toLowerCase().normalize('NFKD').replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '').slice(0, 60) || 'benefit';

/** What is published keeps its code; what is new gets one that no other has: "training", "training_2". */
function coded(benefits: readonly TypedBenefit[]): TypedBenefit[] {
  const taken = new Set(benefits.map(({ code }) => code));
  return benefits.map((benefit) => {
    if (benefit.code !== '') return benefit;
    const wanted = codeFor(benefit.text.en);
    let free = wanted;
    for (let number = 2; taken.has(free); number++) free = `${wanted}_${number}`;
    taken.add(free);
    return { ...benefit, code: free };
  });
}

/** A benefit's code has no input of its own: it is made of its English text. */
export const shownAt = (name: string): string => name.replace(/^(benefits\.\d+)\.code$/, '$1.text.en');

/** As the schema checks it; what is no number stays as it was typed. */
export function bodyOf({ name, requirements, benefits, reason }: Values, when: { effectiveFrom?: string }): Omit<Body, 'requirements'> & { requirements: unknown[] } {
  return {
    name, reason, ...when,
    requirements: requirements.map(({ code, text, required }) => ({ code, text, required: number(required) })),
    benefits: coded(benefits).map(({ code, text, listed }) => ({ code, text, listed })),
  };
}
