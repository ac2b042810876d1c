import { Link } from 'react-router';
import type { AnswerOf } from '../api/routes.ts';
import { earningsOf, moneyOf } from '../calculator/earnings.ts';
import { pages } from '../pages.ts';
import { dayText, percentText, shortMoney } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { programmeTexts } from '../texts/programme.texts.ts';

type Programme = AnswerOf<'/api/programme'>;

export function Hero({ programme }: { programme: Programme | undefined }) {
  const say = useTexts(programmeTexts);
  return (
    <section className="band">
      <div className="wide hero">
        <div className="hero-words">
          {/* Its line stands from the start, so that nothing moves when the name comes. */}
          <p className="hero-name">{programme?.name ?? '\u00a0'}</p>
          <h1>{say('headline')}</h1>
          <p className="hero-lead">{programme ? say('lead', { hours: programme.reviewPromiseHours }) : say('leadWaiting')}</p>
          <div className="actions">
            <Link className="btn btn-band" to={pages.apply}>{say('apply')}</Link>
            <a className="btn btn-band-quiet" href="#calculator">{say('estimate')}</a>
          </div>
        </div>
        <WorkedExample programme={programme} />
      </div>
      {programme && <Facts programme={programme} />}
    </section>
  );
}

/** The shortest proof that the programme pays: one multiplication, with its own figures. */
function WorkedExample({ programme }: { programme: Programme | undefined }) {
  const say = useTexts(programmeTexts);
  const tier = programme?.tiers.find(({ mostPopular }) => mostPopular) ?? programme?.tiers[0];
  if (!programme || !tier) return <div className="example" aria-hidden="true" />;
  const { averageDeal } = programme;
  const { perDeal } = earningsOf({ deal: averageDeal.amount, dealsPerYear: 1, contract: 'one_off', termYears: 1, percent: tier.commissionPercent });
  return (
    <div className="example">
      <h2 className="example-title">{say('example', { tier: tier.name })}</h2>
      <dl>
        <div><dt>{say('averageDeal')}</dt><dd>{shortMoney(averageDeal)}</dd></div>
        <div><dt>{say('commission')}</dt><dd><span aria-hidden="true">× </span>{percentText(tier.commissionPercent)}</dd></div>
        <div className="example-sum"><dt>{say('youEarn')}</dt><dd>{shortMoney(moneyOf(perDeal, averageDeal.currency))}</dd></div>
      </dl>
      <p className="example-note">{say('asOf', { day: dayText(programme.asOf) })}</p>
    </div>
  );
}

function Facts({ programme }: { programme: Programme }) {
  const say = useTexts(programmeTexts);
  const rates = programme.tiers.map(({ commissionPercent }) => Number(commissionPercent));
  const [low, high] = [Math.min(...rates), Math.max(...rates)].map((rate) => percentText(String(rate)));
  const facts = [
    [say('factRate'), say('factRange', { low: low ?? '', high: high ?? '' })],
    [say('factDecision'), say('factHours', { hours: programme.reviewPromiseHours })],
    [say('factRecurring'), say('factRecurringText')],
  ];
  return (
    <dl className="wide facts">
      {facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}
