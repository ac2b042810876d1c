import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { auditTexts } from '../texts/audit.texts.ts';
import { useTexts } from '../texts/language.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { auditQuery, isNarrowed } from './audit-address.ts';
import { AuditEntry } from './audit-entry.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { ChainState } from './chain-state.tsx';
import './audit.scss';

/** What anybody did that matters, the latest first. */
export function AuditTrail() {
  const say = useTexts(auditTexts);
  usePageTitle(say('title'));
  return <TeamOnly needs="audit:read">{() => <Trail />}</TeamOnly>;
}

function Trail() {
  const say = useTexts(auditTexts);
  const [address, setAddress] = useSearchParams();
  const query = auditQuery(address);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchNextPageError, isFetchingNextPage, isPlaceholderData } = useInfiniteQuery({
    queryKey: ['audit', query],
    queryFn: async ({ pageParam, signal }) => get('/api/audit', { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const entries = data?.pages.flatMap(({ items }) => items);
  const actorName = entries?.find(({ actor }) => actor.id === address.get('actor'))?.actor.name ?? undefined;
  return (
    <div className="wide audit-page">
      <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
      <ChainState />
      <AuditFilters address={address} actorName={actorName} onChange={(changed) => setAddress(changed, { replace: true, preventScrollReset: true })} />
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void (isFetchNextPageError ? fetchNextPage() : refetch())} />}
      {!entries && !error && <div className="waiting" aria-hidden="true"><span className="skeleton audit-skeleton" /><span className="skeleton audit-skeleton" /><span className="skeleton audit-skeleton" /></div>}
      {entries?.length === 0 && <p className="panel muted">{say(isNarrowed(address) ? 'noneMatch' : 'none')}</p>}
      {entries && entries.length > 0 && <ol className="audit-list" aria-busy={isPlaceholderData || undefined}>{entries.map((entry) => <AuditEntry key={entry.position} entry={entry} address={address} />)}</ol>}
      {hasNextPage && <div><button type="button" className="btn btn-quiet" aria-disabled={isFetchingNextPage || undefined} onClick={() => { if (!isFetchingNextPage) void fetchNextPage(); }}>{say('older')}</button></div>}
    </div>
  );
}
