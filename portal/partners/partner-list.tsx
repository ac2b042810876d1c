import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { ShortcutHelp } from '../review/shortcut-help.tsx';
import { useShortcuts } from '../review/shortcuts.ts';
import { step } from '../review/step.ts';
import { numberText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { partnerTexts } from '../texts/partners.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { isNarrowed, partnersQuery } from './partner-address.ts';
import { PartnerFilters } from './partner-filters.tsx';
import { PartnerRow } from './partner-row.tsx';
import type { Me } from './people.ts';
import '../review/review.scss';

/** The companies of the programme. */
export function PartnerList() {
  const say = useTexts(partnerTexts);
  usePageTitle(say('title'));
  return <TeamOnly needs="applications:read">{({ user }) => <List me={user} />}</TeamOnly>;
}

function List({ me }: { me: Me }) {
  const say = useTexts(partnerTexts);
  const [address, setAddress] = useSearchParams();
  const list = useRef<HTMLUListElement>(null);
  const query = partnersQuery(address);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchNextPageError, isPlaceholderData } = useInfiniteQuery({
    queryKey: ['partners', query],
    queryFn: async ({ pageParam, signal }) => get('/api/partners', { query: { ...query, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const partners = data?.pages.flatMap(({ items }) => items);
  const total = data?.pages[0]?.total ?? 0;
  useShortcuts({ j: () => step(list.current, 1), k: () => step(list.current, -1) });
  return (
    <div className="wide-page review">
      <div className="page-head">
        <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
        <ShortcutHelp keys={['j', 'k']} />
      </div>
      <PartnerFilters me={me} address={address} onChange={(changed) => setAddress(changed, { replace: true })} />
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void (isFetchNextPageError ? fetchNextPage() : refetch())} />}
      {!partners && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {partners?.length === 0 && (
        <div className="panel stack">
          <p><strong>{say(isNarrowed(address) ? 'noneMatch' : 'none')}</strong></p>
          {isNarrowed(address) ? <div><Link className="btn btn-quiet" to="?">{say('clear')}</Link></div> : <p className="muted">{say('noneLead')}</p>}
        </div>
      )}
      {partners && partners.length > 0 && (
        <>
          <p className="muted small" role="status">{total === 1 ? say('countOne') : say('count', { count: numberText(total) })}</p>
          <ul className="queue" ref={list} aria-busy={isPlaceholderData}>{partners.map((partner) => <PartnerRow key={partner.id} partner={partner} me={me} />)}</ul>
        </>
      )}
      {hasNextPage && <div><button type="button" className="btn btn-quiet" onClick={() => void fetchNextPage()}>{say('more')}</button></div>}
    </div>
  );
}
