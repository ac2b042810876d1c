import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import type { AnswerOf } from '../api/routes.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTold } from '../review/told.ts';
import { numberText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { dealReviewTexts } from '../texts/deal-review.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { DealRow } from './deal-row.tsx';
import { DealSearch } from './deal-search.tsx';
import { searchIn, views, viewsFor } from './deal-views.ts';
import { DealWays } from './deal-ways.tsx';
import '../review/review.scss';

/** Deals that wait for a person, and all there are. */
export function DealQueue() {
  return <TeamOnly needs="deals:read">{({ user }) => <Queue me={user} />}</TeamOnly>;
}

function Queue({ me }: { me: AnswerOf<'/api/session'>['user'] }) {
  const say = useTexts(dealReviewTexts);
  const [address, setAddress] = useSearchParams();
  const told = useTold();
  const shown = viewsFor(me);
  const view = shown.find((it) => it === address.get('show')) ?? shown[0] ?? 'all';
  const isAll = view === 'all';
  const search = isAll ? searchIn(address) : {};
  const isNarrowed = Object.keys(search).length > 0;
  usePageTitle(say(isAll ? 'allDeals' : 'title'));
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isFetchNextPageError, isPlaceholderData } = useInfiniteQuery({
    queryKey: ['deals-waiting', view, search],
    queryFn: async ({ pageParam, signal }) => get('/api/deals', { query: { ...views[view].query, ...search, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    // While one list is narrowed it stands there; another one never does under its name.
    placeholderData: (before, query) => (query?.queryKey[1] === view ? before : undefined),
    meta: { followsFeed: true },
  });
  const deals = data?.pages.flatMap(({ items }) => items);
  const total = isAll ? data?.pages[0]?.total : undefined;
  return (
    <div className="wide-page review">
      <div className="stack"><h1>{say(isAll ? 'allDeals' : 'title')}</h1><p className="lead">{say(isAll ? 'allLead' : 'lead')}</p></div>
      <div role="status">{told !== undefined && <p className="notice notice-good">{told}</p>}</div>
      <DealWays me={me} at={view} />
      {isAll && <DealSearch address={address} onChange={(changed) => setAddress(changed, { replace: true, preventScrollReset: true })} />}
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void (isFetchNextPageError ? fetchNextPage() : refetch())} />}
      {!deals && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {deals?.length === 0 && <p className="panel muted">{say(isNarrowed ? 'noneFound' : isAll ? 'noneYet' : 'none')}</p>}
      {deals && deals.length > 0 && (
        <>
          {total !== undefined && <p className="muted small" role="status">{total === 1 ? say('countOne') : say('count', { count: numberText(total) })}</p>}
          <ul className="queue" aria-busy={isPlaceholderData || undefined}>{deals.map((deal) => <DealRow key={deal.id} deal={deal} />)}</ul>
        </>
      )}
      {hasNextPage && <div><button type="button" className="btn btn-quiet" aria-disabled={isFetchingNextPage || undefined} onClick={() => { if (!isFetchingNextPage) void fetchNextPage(); }}>{say('more')}</button></div>}
    </div>
  );
}
