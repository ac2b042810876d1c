import type { AnswerOf } from '../api/routes.ts';
import type { Me } from '../partners/people.ts';
import { fullMoney, numberText, percentText, timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { storyTexts } from '../texts/story.texts.ts';
import { zoneAt, type ProgrammeDays } from './programme-day.ts';
import { usePublisher } from './rules-query.ts';
import type { StoryVersion } from './story-body.ts';

/** Its tier and its figures, as far as it tells some. */
export function StoryFigures({ story: { tier, dealValue, commission, growthPercent, growthMonths, dealsPerYear }, tiers }: { story: StoryVersion; tiers: AnswerOf<'/api/programme'>['tiers'] }) {
  const say = useTexts(storyTexts);
  const told = [
    tier === null ? undefined : (tiers.find(({ code }) => code === tier)?.name ?? tier),
    dealValue === null ? undefined : say('ofDeal', { amount: fullMoney(dealValue) }),
    commission === null ? undefined : say('ofCommission', { amount: fullMoney(commission) }),
    growthPercent === null || growthMonths === null ? undefined : say('ofGrowth', { growth: percentText(growthPercent), months: numberText(growthMonths) }),
    dealsPerYear === null ? undefined : say('ofDeals', { count: numberText(dealsPerYear) }),
  ].filter((it) => it !== undefined);
  return told.length === 0 ? null : <p className="small muted">{told.join(' · ')}</p>;
}

/** Who withdrew it, from when, and why. */
export function StoryEnding({ story: { endsAt, withdrawal }, days, me }: { story: StoryVersion; days: ProgrammeDays; me: Me }) {
  const say = useTexts(storyTexts);
  const publisher = usePublisher(me);
  if (withdrawal === null || endsAt === null) return null;
  return <p className="small muted">{say('until', { time: timeText(endsAt, zoneAt(endsAt, days)) })} · {say('withdrawnBy', { who: publisher(withdrawal.by, 'who') })}, {timeText(withdrawal.at)}<span className="rate-reason as-written">{withdrawal.reason}</span></p>;
}
