import { useQuery } from '@tanstack/react-query';
import { Refusal } from '../api/refusal.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { commissionTexts } from '../texts/commission.texts.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { explanationQuery } from './statement-query.ts';

/** The line in the service's own words and figures: nothing is reckoned here. */
export function Reckoning({ id }: { id: string }) {
  const say = useTexts(commissionTexts);
  const { data, error, refetch } = useQuery(explanationQuery(id, useLanguage()));
  if (error instanceof Refusal) return <RefusalNotice refusal={error} onRetry={() => void refetch()} />;
  if (!data) return <div className="reckoning" aria-hidden="true"><span className="skeleton" /><span className="skeleton" /></div>;
  return (
    <div className="reckoning">
      <h3>{say('reckoning')}</h3>
      <p>{data.explanation.text}</p>
      <dl className="reckoning-steps">{data.explanation.steps.map(({ label, value }) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
    </div>
  );
}
