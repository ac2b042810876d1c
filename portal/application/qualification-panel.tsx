import { useQuery } from '@tanstack/react-query';
import { useFormContext, useWatch } from 'react-hook-form';
import { qualificationQuery } from '../api/qualification.ts';
import type { AnswerOf } from '../api/routes.ts';
import { useSettled } from '../form/settled.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { applicationTexts } from '../texts/application.texts.ts';
import { figuresOf, type Draft } from './draft.ts';

type Evaluation = AnswerOf<'POST /api/programme/qualification'>['tiers'][number];

/** Which tier the figures reach, while they are typed; the one asked for with each of its criteria. */
export function QualificationPanel() {
  const say = useTexts(applicationTexts);
  const { control } = useFormContext<Draft>();
  const draft = useWatch({ control }) as Draft;
  const { data } = useQuery(qualificationQuery(useSettled(figuresOf(draft)), useLanguage()));
  if (!data) return <aside className="panel qualification" aria-busy="true"><span className="skeleton" /><span className="skeleton" /></aside>;
  const reached = data.tiers.find(({ tier }) => tier === data.qualifiedFor);
  return (
    <aside className="panel qualification" aria-labelledby="qualification-title">
      <h2 id="qualification-title">{say('panel')}</h2>
      <p className={reached ? 'qualification-answer qualification-reached' : 'qualification-answer'} role="status">{reached ? say('wouldQualify', { tier: reached.name }) : say('wouldNot')}</p>
      <div>{data.tiers.map((evaluation) => <TierResult key={evaluation.tier} evaluation={evaluation} isAskedFor={evaluation.tier === draft.goals.tier} />)}</div>
      <p className="muted small">{say('panelNote')}</p>
    </aside>
  );
}

function TierResult({ evaluation: { name, criteria }, isAskedFor }: { evaluation: Evaluation; isAskedFor: boolean }) {
  const say = useTexts(applicationTexts);
  const met = criteria.filter((criterion) => criterion.met === true).length;
  return (
    <details className="tier-result" open={isAskedFor}>
      <summary><span>{name}</span> <span className="muted tier-result-count">{say('met', { met, count: criteria.length })}</span></summary>
      <ul>
        {criteria.map((criterion) => (
          <li key={criterion.code} className={criterion.met === true ? 'criterion criterion-met' : criterion.met === false ? 'criterion' : 'criterion criterion-open'}>
            {criterion.text} <span className="unseen">({say(criterion.met === true ? 'criterionMet' : criterion.met === false ? 'criterionUnmet' : 'criterionOpen')})</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
