import { fullMoney, numberText } from '../texts/formats.ts';
import { useTexts, type Say } from '../texts/language.ts';
import { reviewTexts } from '../texts/review.texts.ts';
import { useTierName } from './queue-row.tsx';
import type { Application } from './review-page.tsx';

type Tier = Application['evaluation']['tiers'][number];
type Criterion = Tier['criteria'][number];
type Key = keyof typeof reviewTexts.en;

/** Each tier's requirements with what the company has, as it was judged when the application was sent. */
export function Evaluation({ application: { evaluation, fields } }: { application: Application }) {
  const say = useTexts(reviewTexts);
  const tierName = useTierName();
  return (
    <section className="stack" aria-labelledby="requirements">
      <h2 id="requirements" className="part-title">{say('requirements')}</h2>
      <p className="muted">{say('asksFor', { tier: tierName(fields.goals.tier) })} · {evaluation.qualifiedFor === null ? say('qualifiesNot') : say('qualifies', { tier: tierName(evaluation.qualifiedFor) })}</p>
      <div className="evaluation">
        {evaluation.tiers.map(({ tier, criteria }) => (
          <div key={tier} className={tier === fields.goals.tier ? 'panel evaluation-tier evaluation-asked' : 'panel evaluation-tier'}>
            <h3>{tierName(tier)}</h3>
            <p className="small muted">{say('criterionMet', { count: criteria.filter(({ met }) => met === true).length, all: criteria.length })}</p>
            <ul>{criteria.map((criterion) => <li key={criterion.code} className={`criterion criterion-${String(criterion.met)}`}><CriterionText say={say} criterion={criterion} /></li>)}</ul>
          </div>
        ))}
      </div>
    </section>
  );
}

function CriterionText({ say, criterion: { code, required, actual, met } }: { say: Say<Key>; criterion: Criterion }) {
  return (
    <>
      <span><strong>{say(code)}</strong> <span className={met === true ? 'tag tag-accent' : met === null ? 'tag tag-warn' : 'tag tag-bad'}>{say(met === true ? 'met' : met === null ? 'unclear' : 'notMet')}</span></span>
      <span className="small muted">{say('required', { value: valueText(say, required) })} · {say('actual', { value: valueText(say, actual) })}</span>
    </>
  );
}

function valueText(say: Say<Key>, value: Criterion['actual']): string {
  if (value === null) return say('unknown');
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
  return typeof value === 'number' ? numberText(value) : fullMoney(value);
}
