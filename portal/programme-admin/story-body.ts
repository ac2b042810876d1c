import type { AnswerOf, BodyOf } from '../api/routes.ts';

export type StoryVersion = AnswerOf<'/api/programme/stories'>['items'][number];

/** Stands in the field of the tier where a story is of none. */
export const noTier = 'none';
const counts = ['growthPercent', 'growthMonths', 'dealsPerYear'] as const;

export interface Values {
  readonly company: string;
  readonly headline: { readonly en: string; readonly de: string };
  readonly position: string;
  readonly tier: string;
  readonly dealValue: { readonly amount: string; readonly currency: string };
  readonly commission: { readonly amount: string; readonly currency: string };
  readonly growthPercent: string;
  readonly growthMonths: string;
  readonly dealsPerYear: string;
  readonly effectiveFrom: string;
  readonly reason: string;
}

const noMoney = { amount: '', currency: 'USD' };
const text = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(value));

export function valuesOf(story: StoryVersion | undefined, position: number): Values {
  return {
    company: story?.company ?? '', headline: story?.headline ?? { en: '', de: '' }, position: String(story?.position ?? position), tier: story?.tier ?? noTier,
    dealValue: story?.dealValue ?? noMoney, commission: story?.commission ?? noMoney,
    growthPercent: text(story?.growthPercent), growthMonths: text(story?.growthMonths), dealsPerYear: text(story?.dealsPerYear), effectiveFrom: '', reason: '',
  };
}

const number = (typed: string): unknown => (typed.trim() === '' ? null : /^\d+$/.test(typed.trim()) ? Number(typed) : typed);
const amount = (money: Values['dealValue']) => (money.amount.trim() === '' ? null : money);

/** As the schema checks it: a figure that is left empty is none. */
export function bodyOf({ effectiveFrom: _day, ...values }: Values, when: { effectiveFrom?: string }): Record<keyof BodyOf<'POST /api/programme/stories'>, unknown> {
  const figures = Object.fromEntries(counts.map((name) => [name, number(values[name])]));
  return { ...values, growthPercent: null, growthMonths: null, dealsPerYear: null, ...figures, position: number(values.position), tier: values.tier === noTier ? null : values.tier, dealValue: amount(values.dealValue), commission: amount(values.commission), effectiveFrom: undefined, ...when };
}

/** The last version of each story, in the order of the page. */
export function latestOf(versions: readonly StoryVersion[]): StoryVersion[] {
  const last = new Map<string, StoryVersion>();
  for (const version of versions) if ((last.get(version.id)?.version ?? 0) < version.version) last.set(version.id, version);
  return [...last.values()].toSorted((a, b) => Number(a.withdrawal !== null) - Number(b.withdrawal !== null) || a.position - b.position);
}

/** Where a story stands at a moment. */
export function stateOf({ effectiveFrom, endsAt }: StoryVersion, at: Date): 'coming' | 'told' | 'over' {
  if (endsAt !== null && new Date(endsAt) <= at) return 'over';
  return new Date(effectiveFrom) > at ? 'coming' : 'told';
}
