import { useQuery } from '@tanstack/react-query';
import { companyQuery, programmeQuery } from '../api/queries.ts';
import { Refusal } from '../api/refusal.ts';
import type { AnswerOf } from '../api/routes.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { dayText, fullMoney, percentText } from '../texts/formats.ts';
import { homeTexts } from '../texts/home.texts.ts';
import { useLanguage, useTexts } from '../texts/language.ts';

/** The company's tier, and what it earns by it, as the programme says it. */
export function TierCard() {
  const say = useTexts(homeTexts);
  const { data: company, error, refetch } = useQuery(companyQuery);
  const { data: programme } = useQuery(programmeQuery(useLanguage()));
  if (error instanceof Refusal) return <RefusalNotice refusal={error} onRetry={() => void refetch()} />;
  if (!company) return <div className="panel waiting" aria-hidden="true"><span className="skeleton skeleton-title" /><span className="skeleton" /></div>;
  const tier = programme?.tiers.find(({ code }) => code === company.tier);
  return (
    <section className="panel stack" aria-labelledby="tier">
      <div>
        <h2 id="tier" className="tier-of">{say('tier')}</h2>
        <p className="tier-name">{tier?.name ?? company.tier}</p>
        {tier && <p className="muted small">{say('rate', { percent: percentText(tier.commissionPercent) })}</p>}
      </div>
      <dl className="steps">
        <div><dt>{say('reference')}</dt><dd>{company.reference}</dd></div>
        <div><dt>{say('since')}</dt><dd>{dayText(company.approvedAt)}</dd></div>
      </dl>
      {company.nextTier && <NextTier next={company.nextTier} tier={programme?.tiers.find(({ code }) => code === company.nextTier?.tier)} />}
    </section>
  );
}

type Next = NonNullable<AnswerOf<'/api/partners/mine'>['nextTier']>;

/** The gap to the tier above, requirement by requirement. */
function NextTier({ next: { figuresOf, criteria }, tier }: { next: Next; tier: AnswerOf<'/api/programme'>['tiers'][number] | undefined }) {
  const say = useTexts(homeTexts);
  if (tier === undefined) return null;
  const missing = criteria.filter(({ met }) => met !== true).length;
  return (
    <div className="next-tier">
      <h3>{missing === 0 ? say('nextTierReached', { tier: tier.name }) : say('nextTier', { tier: tier.name, percent: percentText(tier.commissionPercent) })}</h3>
      <ul className="steps">
        {criteria.map(({ code, actual, met }) => (
          <li key={code}>
            <span>{tier.requirements.find((it) => it.code === code)?.text ?? code}{typeof actual === 'object' && actual !== null && <span className="muted small"> · {say('youHave', { amount: fullMoney(actual) })}</span>}</span>
            <span className={met === true ? 'tag tag-accent' : 'tag'}>{say(met === true ? 'met' : met === null ? 'toJudge' : 'missing')}</span>
          </li>
        ))}
      </ul>
      <p className="muted small">{say('nextTierBy', { day: dayText(figuresOf) })}</p>
    </div>
  );
}
