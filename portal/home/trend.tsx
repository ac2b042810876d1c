import { useQueries, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { AnswerOf } from '../api/routes.ts';
import { Refusal } from '../api/refusal.ts';
import { monthsBack } from '../commission/months.ts';
import { companyQuery, statementQuery } from '../commission/statement-query.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { fullMoney, monthText } from '../texts/formats.ts';
import { homeTexts } from '../texts/home.texts.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { earnedByMonth, type EarnedInMonth } from './earned.ts';

const EarnedChart = lazy(async () => ({ default: (await import('./earned-chart.tsx')).EarnedChart }));

/** Twelve months of commission, out of the statements: those that are final are asked for once. */
export function Trend() {
  const say = useTexts(homeTexts);
  const language = useLanguage();
  const current = useQuery(statementQuery('current', language));
  const { data: company } = useQuery(companyQuery);
  const until = current.data?.period;
  const asked = until !== undefined && company ? monthsBack(until, company.approvedAt.slice(0, 7), 12).slice(1) : [];
  const before = useQueries({ queries: asked.map((month) => ({ ...statementQuery(month, language), staleTime: ({ state }: { state: { data?: { final: boolean } | undefined } }) => (state.data?.final === true ? Infinity : 30_000) })) });
  const error = [current, ...before].find((it) => it.error instanceof Refusal)?.error;
  const statements = [current, ...before].flatMap(({ data }): AnswerOf<'/api/statements/{period}'>[] => (data ? [data] : []));
  const isComplete = until !== undefined && company !== undefined && statements.length === asked.length + 1;
  const earned = isComplete ? earnedByMonth(monthsBack(until, '0000-00', 12).toReversed(), statements) : undefined;
  const shown = earned && Array.from(earned.values()).filter((months) => months.some((it) => Number(it.earned.amount) !== 0));
  return (
    <section className="stack" aria-labelledby="trend">
      <div>
        <h2 id="trend">{say('trend')}</h2>
        <p className="muted small">{say('trendLead')}</p>
      </div>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void Promise.all([current, ...before].filter((it) => it.error).map(async (it) => it.refetch()))} />}
      {!shown && !error && <div className="panel"><div className="skeleton trend-waiting" aria-hidden="true" /></div>}
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
