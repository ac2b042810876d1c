import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import type { AnswerOf } from '../api/routes.ts';
import { MonthChooser } from '../commission/month-chooser.tsx';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { withFilter } from '../review/queue-address.ts';
import { useTexts } from '../texts/language.ts';
import { commissionsTexts } from '../texts/commissions.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { Lines } from './lines.tsx';
import { monthIn } from './month-address.ts';
import { MonthFigures } from './month-figures.tsx';
import { PartnerChooser } from './partner-chooser.tsx';
import '../review/review.scss';
import '../commission/commission.scss';
import '../design/balance.scss';
import './commissions.scss';

const monthQuery = (period: string) => ({
  queryKey: ['commission-month', period],
  queryFn: async ({ signal }: { signal: AbortSignal }) => get('/api/commissions/months/{period}', { params: { period }, signal }),
  meta: { followsFeed: period === 'current' },
});

/** What all partners earn, month by month, and the ways to what a person has to enter or settle. */
export function Commissions() {
  const say = useTexts(commissionsTexts);
  usePageTitle(say('title'));
  return <TeamOnly needs="commissions:read">{({ user }) => <Month user={user} />}</TeamOnly>;
}

function Month({ user }: { user: AnswerOf<'/api/session'>['user'] }) {
  const say = useTexts(commissionsTexts);
  const [address, setAddress] = useSearchParams();
  const { period, status } = monthIn(address);
  const { data: current } = useQuery(monthQuery('current'));
  const { data: month, error, refetch } = useQuery(monthQuery(period));
  const addressOf = (chosen: string) => `?${withFilter(address, 'month', chosen === 'current' ? '' : chosen)}`;
  return (
    <div className="wide-page review">
      <div className="commission-head">
        <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
        {current && <MonthChooser chosen={period} running={current.period} since={current.firstPeriod} addressOf={addressOf} />}
      </div>
      {user.permissions.includes('commissions:manage') && (
        <nav className="views" aria-label={say('ways')}><Link className="btn btn-primary" to={pages.payments}>{say('enter')}</Link><Link className="btn btn-quiet" to={pages.exceptions}>{say('exceptions')}</Link></nav>
      )}
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()}>{period !== 'current' && <p><Link to={addressOf('current')}>{say('toCurrent')}</Link></p>}</RefusalNotice>}
      {!month && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {month && <MonthFigures month={month} />}
      {user.permissions.includes('applications:read') && <PartnerChooser period={period} />}
      {month && <Lines key={month.period} period={month.period} status={status} onStatus={(chosen) => setAddress(withFilter(address, 'status', chosen), { replace: true, preventScrollReset: true })} />}
    </div>
  );
}
