import { useInfiniteQuery } from '@tanstack/react-query';
import { generatePath, Link, useSearchParams } from 'react-router';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import type { AnswerOf } from '../api/routes.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { useTold } from '../review/told.ts';
import { shortMoney, timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { dealReviewTexts } from '../texts/deal-review.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { DealTag } from './deal-tag.tsx';
import '../review/review.scss';

const views = {
  decide: { text: 'toDecide', query: { status: 'submitted' } },
  extensions: { text: 'extensions', query: { status: 'approved', extension: 'requested' } },
  queued: { text: 'queuedOnes', query: { status: 'queued' } },
} as const;
type View = keyof typeof views;
const isView = (text: string | null): text is View => text !== null && text in views;

/** Deals that wait for a person, the longest first. */
export function DealQueue() {
  const say = useTexts(dealReviewTexts);
  usePageTitle(say('title'));
  return <TeamOnly needs="deals:decide">{() => <Queue />}</TeamOnly>;
}

function Queue() {
  const say = useTexts(dealReviewTexts);
  const [address] = useSearchParams();
  const told = useTold();
  const asked = address.get('show');
  const view = isView(asked) ? asked : 'decide';
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['deals-waiting', view],
    queryFn: async ({ pageParam, signal }) => get('/api/deals', { query: { ...views[view].query, sort: 'registeredAt', limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    meta: { followsFeed: true },
  });
  const deals = data?.pages.flatMap(({ items }) => items);
  return (
    <div className="wide-page review">
      <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
      <div role="status">{told !== undefined && <p className="notice notice-good">{told}</p>}</div>
      <nav className="views" aria-label={say('show')}>{(Object.keys(views) as View[]).map((name) => <Link key={name} className="btn btn-quiet" to={name === 'decide' ? '?' : `?show=${name}`} aria-current={name === view ? 'page' : undefined}>{say(views[name].text)}</Link>)}</nav>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
      {!deals && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {deals?.length === 0 && <p className="panel muted">{say('none')}</p>}
      {deals && deals.length > 0 && <ul className="queue">{deals.map((deal) => <DealRow key={deal.id} deal={deal} />)}</ul>}
      {hasNextPage && <div><button type="button" className="btn btn-quiet" onClick={() => void fetchNextPage()}>{say('more')}</button></div>}
    </div>
  );
}

function DealRow({ deal: { id, reference, account, partner, estimatedValue, status, registeredAt } }: { deal: AnswerOf<'/api/deals'>['items'][number] }) {
  const say = useTexts(dealReviewTexts);
  return (
    <li className="queue-row">
      <div>
        <Link className="queue-name" to={generatePath(pages.dealReview, { id })}>{account.name}</Link>
        <p className="small muted">{reference} · {say('registered', { time: timeText(registeredAt) })}</p>
      </div>
      <p>{partner.companyName}</p>
      <p><DealTag status={status} /></p>
      <p className="queue-amount">{shortMoney(estimatedValue)}</p>
    </li>
  );
}
