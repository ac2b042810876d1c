import { send } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import type { Me } from '../partners/people.ts';
import { percentText } from '../texts/formats.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { rulesTexts } from '../texts/rules.texts.ts';
import { CallingOff, type CallOff } from './calling-off.tsx';
import { RateLine } from './rates.tsx';
import type { Plan } from './rules-query.ts';
import { standing } from './standing.ts';

interface Props extends Pick<CallOff, 'onOpen' | 'onDone'> {
  readonly plans: readonly Plan[];
  readonly tiers: AnswerOf<'/api/programme'>['tiers'];
  readonly today: string;
  readonly me: Me;
  readonly mayPublish: boolean;
}

/** The plans of the programme, what comes on top, then the one that counts, then those before. */
export function Plans({ plans, tiers, today, me, mayPublish, ...callOff }: Props) {
  const say = useTexts(rulesTexts);
  const language = useLanguage();
  const { now, coming, past } = standing(plans, today);
  const tierName = (code: string) => tiers.find((tier) => tier.code === code)?.name ?? code;
  return (
    <section className="stack" aria-labelledby="plans">
      <h2 id="plans" className="part-title">{say('plans')}</h2>
      <ul className="queue plans">
        {[...coming.toReversed(), ...(now ? [now] : []), ...past].map((plan) => (
          <li key={`${plan.code} ${plan.version}`} className="queue-row">
            <div><strong id={`plan-${plan.code}-${plan.version}`}>{plan.name[language]}</strong> <span className="muted small">{plan.code}, {say('version', { number: plan.version })}</span><RateLine rate={plan} me={me} /></div>
            <p className="small">{plan.rates.map(({ tier, percent }) => `${tierName(tier)} ${percentText(percent)}`).join(' · ')}</p>
            <p><span className={plan === now ? 'tag tag-accent' : coming.includes(plan) ? 'tag tag-warn' : 'tag'}>{say(plan === now ? 'counts' : coming.includes(plan) ? 'comes' : 'counted')}</span></p>
            {mayPublish && plan === coming.at(-1) && <CallingOff describedBy={`plan-${plan.code}-${plan.version}`} send={async (reason, key) => send('POST /api/commissions/plans/cancel', { code: plan.code, version: plan.version, reason }, { key })} {...callOff} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
