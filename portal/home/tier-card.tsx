import { useQuery } from '@tanstack/react-query';
import { programmeQuery } from '../api/queries.ts';
import { Refusal } from '../api/refusal.ts';
import { companyQuery } from '../commission/statement-query.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { dayText, percentText } from '../texts/formats.ts';
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
    </section>
  );
}
