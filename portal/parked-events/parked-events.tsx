import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { parkedTexts } from '../texts/parked-events.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { ParkedEvent } from './parked-event.tsx';
import '../review/review.scss';

/** Events held back in any service, the oldest first. */
export function ParkedEvents() {
  const say = useTexts(parkedTexts);
  usePageTitle(say('title'));
  return <TeamOnly needs="operations:read">{({ user }) => <Held mayDecide={user.permissions.includes('operations:manage')} />}</TeamOnly>;
}

function Held({ mayDecide }: { mayDecide: boolean }) {
  const say = useTexts(parkedTexts);
  const [told, setTold] = useState<string>();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['parked-events'],
    queryFn: async ({ pageParam, signal }) => get('/api/operations/parked-events', { query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    // They are tried again by themselves.
    refetchInterval: 15_000,
  });
  const events = data?.pages.flatMap(({ items }) => items);
  const missing = [...new Set(data?.pages.flatMap(({ unavailable }) => unavailable))];
  async function goOn(sentence: string): Promise<void> {
    setTold(sentence);
    await refetch();
  }
  return (
    <div className="wide-page review">
      <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
      <div role="status">{told !== undefined && <p className="notice notice-good">{told}</p>}</div>
      {missing.length > 0 && <p className="notice notice-warn" role="status">{say('missing', { names: missing.join(', ') })}</p>}
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
      {!events && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {events?.length === 0 && <p className="panel muted">{say('none')}</p>}
      <ul className="held">{events?.map((event) => <ParkedEvent key={event.id} event={event} mayDecide={mayDecide} onDecided={goOn} />)}</ul>
      {hasNextPage && <div><button type="button" className="btn btn-quiet" onClick={() => void fetchNextPage()}>{say('more')}</button></div>}
    </div>
  );
}
