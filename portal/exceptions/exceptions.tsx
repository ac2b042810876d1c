import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { exceptionTexts } from '../texts/exceptions.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { ExceptionPanel } from './exception-panel.tsx';
import '../review/review.scss';

/** Contradictions about money, the first raised on top. */
export function Exceptions() {
  const say = useTexts(exceptionTexts);
  usePageTitle(say('title'));
  return <TeamOnly needs="commissions:manage">{({ user }) => <Open seesDeals={user.permissions.includes('deals:read')} />}</TeamOnly>;
}

function Open({ seesDeals }: { seesDeals: boolean }) {
  const say = useTexts(exceptionTexts);
  const [told, setTold] = useState<string>();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['exceptions'],
    queryFn: async ({ pageParam, signal }) => get('/api/commissions/exceptions', { query: { status: 'open', cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    meta: { followsFeed: true },
  });
  const open = data?.pages.flatMap(({ items }) => items);
  async function settle(): Promise<void> {
    setTold(say('settled'));
    await refetch();
  }
  return (
    <div className="wide-page review">
      <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
      <div role="status">{told !== undefined && <p className="notice notice-good">{told}</p>}</div>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
      {!open && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {open?.length === 0 && <p className="panel muted">{say('none')}</p>}
      <ul className="held">{open?.map((it) => <ExceptionPanel key={it.id} exception={it} seesDeals={seesDeals} onSettled={settle} />)}</ul>
      {hasNextPage && <div><button type="button" className="btn btn-quiet" onClick={() => void fetchNextPage()}>{say('more')}</button></div>}
    </div>
  );
}
