import type { AnswerOf, BodyOf } from '../api/routes.ts';
import { standingAt } from './standing.ts';

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

/** A story with all its versions, as it stands at a moment. */
export interface Story {
  readonly id: string;
  /** What the page tells of it: told now or, where none is yet, to come next; or what it told last. */
  readonly shown: StoryVersion;
  readonly state: 'told' | 'coming' | 'over';
  /** What follows it and has not begun, the next first. */
  readonly coming: readonly StoryVersion[];
  /** How it was told before, the latest first. */
  readonly past: readonly StoryVersion[];
  readonly last: StoryVersion;
}

/** The stories in the order of the page, those that are told no more after the others. */
export function storiesOf(versions: readonly StoryVersion[], at: Date): Story[] {
  const stories = [...Map.groupBy(versions, ({ id }) => id).values()].flatMap((all) => storyOf(all, at) ?? []);
  return stories.toSorted((a, b) => Number(a.state === 'over') - Number(b.state === 'over') || a.shown.position - b.shown.position);
}

function storyOf(versions: readonly StoryVersion[], at: Date): Story | undefined {
  const { now, coming, past } = standingAt(versions, at);
  const [shown = coming[0], last] = [now, coming.at(-1) ?? now];
  if (shown === undefined || last === undefined) return undefined;
  const isOver = now?.endsAt != null && new Date(now.endsAt) <= at;
  return { id: shown.id, shown, state: now === undefined ? 'coming' : isOver ? 'over' : 'told', coming: coming.filter((it) => it !== shown), past, last };
}

/** From when on what is published last counts, or the withdrawal of it: what can be called off, as long as that is to come. */
export function toCallOff({ last }: Story, at: Date): 'version' | 'withdrawal' | undefined {
  if (last.withdrawal !== null) return last.endsAt !== null && new Date(last.endsAt) > at ? 'withdrawal' : undefined;
  return new Date(last.effectiveFrom) > at ? 'version' : undefined;
}
