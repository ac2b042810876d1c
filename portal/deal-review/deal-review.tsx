import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { get } from '../api/client.ts';
import { catalogueQuery } from '../api/queries.ts';
import { Refusal } from '../api/refusal.ts';
import type { AnswerOf } from '../api/routes.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { calendarDayText, fullMoney, timeText } from '../texts/formats.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { dealReviewTexts } from '../texts/deal-review.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { BothSides } from './both-sides.tsx';
import { DealDecisions } from './deal-decisions.tsx';
import { DealTag } from './deal-tag.tsx';
import { Rivals } from './rivals.tsx';
import '../review/review.scss';

export type Deal = AnswerOf<'/api/deals/{id}'>;

/** One registration beside the customers that it may be and the deals that it competes with. */
export function DealReview() {
  const { id = '' } = useParams();
  return <TeamOnly needs="deals:decide">{() => <Review key={id} id={id} />}</TeamOnly>;
}

function Review({ id }: { id: string }) {
  const say = useTexts(dealReviewTexts);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: ['deal-review', id], queryFn: async ({ signal }) => get('/api/deals/{id}', { params: { id }, signal }), meta: { followsFeed: true } });
  usePageTitle(data?.account.name ?? say('title'));
  async function goOn(told: string): Promise<void> {
    await queries.invalidateQueries({ queryKey: ['deals-waiting'] });
    await navigate(pages.dealQueue, { state: { told } });
  }
  return (
    <div className="wide-page review">
      <nav aria-label={say('show')}><Link to={pages.dealQueue}>{say('back')}</Link></nav>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
      {!data && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-title" /><span className="skeleton skeleton-row" /></div>}
      {data && (
        <>
          <header className="stack">
            <h1>{data.account.name}</h1>
            <p className="review-facts"><DealTag status={data.status} /><span className="muted">{data.reference} · {data.partner.companyName} · {say('registered', { time: timeText(data.registeredAt) })}</span></p>
          </header>
          <div className="review-columns">
            <div className="review-main"><BothSides deal={data} /><Rivals deal={data} /><Facts deal={data} /></div>
            <aside className="review-side" aria-label={say('decide')}><DealDecisions deal={data} onDecided={goOn} onChanged={async () => { await refetch(); }} /></aside>
          </div>
        </>
      )}
    </div>
  );
}

function Facts({ deal: { estimatedValue, contract, termMonths, expectedCloseOn, contactName, notes, productFamilies, activities } }: { deal: Deal }) {
  const say = useTexts(dealReviewTexts);
  const { data: catalogue } = useQuery(catalogueQuery(useLanguage()));
  const families = productFamilies.map((code) => catalogue?.productFamilies.find((it) => it.code === code)?.label ?? code).join(', ');
  const rows = [
    [say('value'), fullMoney(estimatedValue)], [say('products'), families], [say('contract'), `${say(contract)}${termMonths === null ? '' : `, ${say('months', { count: termMonths })}`}`],
    [say('close'), calendarDayText(expectedCloseOn)], [say('contact'), contactName ?? say('nothing')], [say('notes'), notes ?? say('nothing')],
  ] as const;
  return (
    <section className="stack" aria-labelledby="facts">
      <h2 id="facts" className="part-title">{say('facts')}</h2>
      <div className="panel"><dl className="sent-facts">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd className="as-written">{value}</dd></div>)}</dl></div>
      <h3>{say('activities')}</h3>
      {activities.length === 0 && <p className="muted">{say('noActivities')}</p>}
      <ol className="past">{activities.map(({ id, date, note }) => <li key={id}><span className="as-written">{note}</span> <time className="muted small" dateTime={date}>{calendarDayText(date)}</time></li>)}</ol>
    </section>
  );
}
