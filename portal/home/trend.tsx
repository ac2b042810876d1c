import { queryOptions, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { fullMoney, monthText } from '../texts/formats.ts';
import { homeTexts } from '../texts/home.texts.ts';
import { useTexts } from '../texts/language.ts';
import { earnedByCurrency, type EarnedInMonth } from './earned.ts';

const EarnedChart = lazy(async () => ({ default: (await import('./earned-chart.tsx')).EarnedChart }));

const trendQuery = queryOptions({
  queryKey: ['months', 'latest'],
  queryFn: async ({ signal }) => get('/api/commissions/months', { signal }),
  meta: { followsFeed: true },
});

/** What each of the last twelve months brought, one chart for each currency. */
export function Trend() {
  const say = useTexts(homeTexts);
  const { data, error, refetch } = useQuery(trendQuery);
  const shown = data && earnedByCurrency(data.items);
  return (
    <section className="stack" aria-labelledby="trend">
      <div>
        <h2 id="trend">{say('trend')}</h2>
        <p className="muted small">{say('trendLead')}</p>
      </div>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
      {!data && !error && <div className="panel"><div className="skeleton trend-waiting" aria-hidden="true" /></div>}
      {shown?.length === 0 && <p className="panel muted">{say('noTrend')}</p>}
      {shown?.map((months) => (
        <div key={months[0]?.earned.currency} className="panel">
          <Suspense fallback={<div className="skeleton trend-waiting" aria-hidden="true" />}><EarnedChart months={months} /></Suspense>
          <Table months={months} />
        </div>
      ))}
    </section>
  );
}

/** The chart for those who do not see it. */
function Table({ months }: { months: readonly EarnedInMonth[] }) {
  const say = useTexts(homeTexts);
  return (
    <div className="unseen"><table>
      <caption>{say('trendOf', { currency: months[0]?.earned.currency ?? '' })}</caption>
      <thead><tr><th scope="col">{say('month')}</th><th scope="col">{say('credited')}</th></tr></thead>
      <tbody>{months.map(({ month, earned }) => <tr key={month}><th scope="row">{monthText(month)}</th><td>{fullMoney(earned)}</td></tr>)}</tbody>
    </table></div>
  );
}
