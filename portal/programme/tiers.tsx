import { Link } from 'react-router';
import type { AnswerOf } from '../api/routes.ts';
import { pages } from '../pages.ts';
import { percentText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { programmeTexts } from '../texts/programme.texts.ts';

type Tier = AnswerOf<'/api/programme'>['tiers'][number];

/** Side by side, row for row, like the sheet that a buyer would compare them on. */
export function Tiers({ tiers }: { tiers: readonly Tier[] }) {
  const say = useTexts(programmeTexts);
  return (
    <section className="section wide" id="tiers" aria-labelledby="tiers-title">
      <div className="section-head">
        <h2 id="tiers-title">{say('tiers')}</h2>
        <p className="lead">{say('tiersLead')}</p>
      </div>
      <div className="tiers">{tiers.map((tier) => <TierColumn key={tier.code} tier={tier} />)}</div>
    </section>
  );
}

function TierColumn({ tier }: { tier: Tier }) {
  const say = useTexts(programmeTexts);
  return (
    <article className={tier.mostPopular ? 'tier tier-popular' : 'tier'} aria-labelledby={`tier-${tier.code}`}>
      <div className="tier-name">
        <h3 id={`tier-${tier.code}`}>{tier.name}</h3>
        {tier.mostPopular && <span className="tag tag-accent">{say('mostPopular')}</span>}
      </div>
      <p className="tier-rate"><strong>{percentText(tier.commissionPercent)}</strong> <span className="muted">{say('ofEveryDeal')}</span></p>
      <div className="tier-list">
        <h4>{say('gives')}</h4>
        <ul className="ticks">{tier.benefits.map(({ code, text }) => <li key={code}>{text}</li>)}</ul>
      </div>
      <div className="tier-list">
        <h4>{say('needs')}</h4>
        <ul className="dashes">{tier.requirements.map(({ code, text }) => <li key={code}>{text}</li>)}</ul>
      </div>
      <Link className={tier.mostPopular ? 'btn btn-primary' : 'btn btn-quiet'} to={`${pages.apply}?tier=${tier.code}`}>{say('applyFor', { tier: tier.name })}</Link>
    </article>
  );
}

export function TiersWaiting() {
  return (
    <div className="section wide" aria-hidden="true">
      <div className="tiers">{['a', 'b', 'c'].map((key) => <div key={key} className="tier tier-waiting"><span className="skeleton" /><span className="skeleton" /><span className="skeleton" /></div>)}</div>
    </div>
  );
}
