import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { SignedIn } from '../sign-in/signed-in.tsx';
import { useTexts } from '../texts/language.ts';
import { accountTexts } from '../texts/account.texts.ts';
import { JoinRequest } from './join-request.tsx';
import './account.scss';

/** People who ask to join the company. */
export function JoinRequests() {
  const say = useTexts(accountTexts);
  usePageTitle(say('join'));
  return (
    <SignedIn>
      {() => (
        <div className="medium-page">
          <div className="stack"><h1>{say('join')}</h1><p className="lead">{say('joinLead')}</p></div>
          <OpenRequests />
        </div>
      )}
    </SignedIn>
  );
}

function OpenRequests() {
  const say = useTexts(accountTexts);
  const queries = useQueryClient();
  const [settled, setSettled] = useState<string>();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchNextPageError } = useInfiniteQuery({
    queryKey: ['join-requests'],
    queryFn: async ({ pageParam, signal }) => get('/api/partners/join-requests', { query: { status: 'open', cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    meta: { followsFeed: true },
  });
  const requests = data?.pages.flatMap(({ items }) => items);
  async function settle(sentence: string): Promise<void> {
    setSettled(sentence);
    await queries.invalidateQueries({ queryKey: ['join-requests'] });
  }
  return (
    <>
      <div role="status">{settled !== undefined && <p className="notice notice-good">{settled}</p>}</div>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void (isFetchNextPageError ? fetchNextPage() : refetch())} />}
      {!requests && !error && <div className="waiting" aria-hidden="true"><span className="skeleton" /><span className="skeleton" /></div>}
      {requests?.length === 0 && <p className="panel muted">{say('nobody')}</p>}
      <ul className="requests">{requests?.map((request) => <JoinRequest key={request.id} request={request} onSettled={settle} />)}</ul>
      {hasNextPage && <div><button type="button" className="btn btn-quiet" onClick={() => void fetchNextPage()}>{say('more')}</button></div>}
    </>
  );
}
