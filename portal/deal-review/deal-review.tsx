import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import type { AnswerOf } from '../api/routes.ts';
import { DealTimeline } from '../deals/deal-timeline.tsx';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { dealReviewTexts } from '../texts/deal-review.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { BothSides } from './both-sides.tsx';
import { ClosingFacts } from './closing-facts.tsx';
import { DealDecisions } from './deal-decisions.tsx';
import { DealActivities, DealFacts } from './deal-facts.tsx';
import { DealTag } from './deal-tag.tsx';
import { Rivals } from './rivals.tsx';
import { wayBack } from './way-back.ts';
import '../review/review.scss';

export type Deal = AnswerOf<'/api/deals/{id}'>;

/** One registration beside the customers that it may be and the deals that it competes with. */
export function DealReview() {
  const { id = '' } = useParams();
  return <TeamOnly needs="deals:read">{({ user }) => <Review key={id} id={id} me={user} />}</TeamOnly>;
}

function Review({ id, me }: { id: string; me: AnswerOf<'/api/session'>['user'] }) {
  const say = useTexts(dealReviewTexts);
  const navigate = useNavigate();
  const back = wayBack(useLocation().state);
  const queries = useQueryClient();
  const [told, setTold] = useState<string>();
  const may = { decide: me.permissions.includes('deals:decide'), close: me.permissions.includes('deals:close') };
  const { data, error, refetch } = useQuery({ queryKey: ['deal-review', id], queryFn: async ({ signal }) => get('/api/deals/{id}', { params: { id }, signal }), meta: { followsFeed: true } });
  usePageTitle(data?.account.name ?? say('title'));
  async function goOn(sentence: string): Promise<void> {
    await queries.invalidateQueries({ queryKey: ['deals-waiting'] });
    await navigate(pages.dealQueue, { state: { told: sentence } });
  }
  async function stay(sentence: string): Promise<void> {
    await Promise.all([refetch(), queries.invalidateQueries({ queryKey: ['deals-waiting'] })]);
    setTold(sentence);
  }
  return (
    <div className="wide-page review">
      <nav aria-label={say('show')}><Link to={back.to}>{say(back.text)}</Link></nav>
      <div role="status">{told !== undefined && <p className="notice notice-good">{told}</p>}</div>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
      {!data && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-title" /><span className="skeleton skeleton-row" /></div>}
      {data && (
        <>
          <header className="stack">
            <h1>{data.account.name}</h1>
            <p className="review-facts"><DealTag status={data.status} /><span className="muted">{data.reference} · {data.partner.companyName} · {say('registered', { time: timeText(data.registeredAt) })}</span></p>
          </header>
          <div className="review-columns">
            <div className="review-main"><ClosingFacts deal={data} /><BothSides deal={data} /><Rivals deal={data} /><DealFacts deal={data} /><DealActivities deal={data} /><DealTimeline deal={data} isVendor /></div>
            <aside className="review-side" aria-label={say('decide')}><DealDecisions deal={data} may={may} onDecided={goOn} onClosed={stay} onChanged={async () => { await refetch(); }} /></aside>
          </div>
        </>
      )}
    </div>
  );
}
