import { send } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import type { Me } from '../partners/people.ts';
import { calendarDayText, percentText, timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { rulesTexts } from '../texts/rules.texts.ts';
import { CallingOff, type CallOff } from './calling-off.tsx';
import { usePublisher, type Plan, type Rate } from './rules-query.ts';
import { standing } from './standing.ts';

type Tier = AnswerOf<'/api/programme'>['tiers'][number];

interface Props extends Pick<CallOff, 'onOpen' | 'onDone'> {
  readonly tiers: readonly Tier[];
  readonly rates: readonly Rate[];
  readonly plans: readonly Plan[];
  readonly today: string;
  readonly me: Me;
  readonly mayPublish: boolean;
}

/** What each tier earns now, what it will earn, and what it earned before. */
export function Rates({ tiers, rates, ...rest }: Props) {
  const say = useTexts(rulesTexts);
  // A tier that has a rate already, and that the programme does not offer yet, is named by its code.
  const codes = [...new Set([...tiers.map(({ code }) => code), ...rates.map(({ tier }) => tier)])];
  return (
    <section className="stack" aria-labelledby="rates">
      <h2 id="rates" className="part-title">{say('rates')}</h2>
      <div className="evaluation">
        {codes.map((code) => <TierRates key={code} name={tiers.find((tier) => tier.code === code)?.name ?? code} rates={rates.filter(({ tier }) => tier === code)} {...rest} />)}
      </div>
    </section>
  );
}

function TierRates({ name, rates, plans, today, me, mayPublish, ...callOff }: Omit<Props, 'tiers'> & { name: string }) {
  const say = useTexts(rulesTexts);
  const { now, coming, past } = standing(rates, today);
  const last = coming.at(-1);
  // What came with a plan goes with it.
  const isOfPlan = plans.some(({ code, effectiveOn, publishedAt }) => code === last?.plan && effectiveOn === last.effectiveOn && publishedAt === last.publishedAt);
  return (
    <div className="panel evaluation-tier">
      <h3>{name}</h3>
      {now ? <><p className="rate-now">{percentText(now.percent)}</p><RateLine rate={now} me={me} /></> : <p className="muted">{say('noRate')}</p>}
      {coming.map((rate) => <div key={rate.version} className="rate-coming"><p id={`rate-${rate.ruleId}-${rate.version}`}><span className="tag tag-accent">{say('coming')}</span> <strong>{percentText(rate.percent)}</strong></p><RateLine rate={rate} me={me} />{mayPublish && rate === last && !isOfPlan && <CallingOff describedBy={`rate-${rate.ruleId}-${rate.version}`} send={async (reason, key) => send('POST /api/commissions/rates/cancel', { tier: rate.tier, version: rate.version, reason }, { key })} {...callOff} />}</div>)}
      {past.length > 0 && <details className="rate-past"><summary>{say('before')}</summary>{past.map((rate) => <div key={rate.version}><strong>{percentText(rate.percent)}</strong><RateLine rate={rate} me={me} /></div>)}</details>}
    </div>
  );
}

/** Since when, by whom and why. */
export function RateLine({ rate: { effectiveOn, publishedAt, publishedBy, reason }, me }: { rate: Pick<Rate, 'effectiveOn' | 'publishedAt' | 'publishedBy' | 'reason'>; me: Me }) {
  const say = useTexts(rulesTexts);
  const publisher = usePublisher(me);
  const isFirst = publishedBy === null;
  return (
    <p className="small muted">
      {isFirst ? publisher(null) : `${say('from', { day: calendarDayText(effectiveOn) })} · ${publisher(publishedBy)}, ${timeText(publishedAt)}`}
      {reason !== null && reason !== undefined && <span className="rate-reason as-written">{reason}</span>}
    </p>
  );
}
