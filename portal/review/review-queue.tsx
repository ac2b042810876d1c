import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Refusal } from '../api/refusal.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { reviewTexts } from '../texts/review.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { isNarrowed } from './queue-address.ts';
import { QueueFilters } from './queue-filters.tsx';
import { QueueRow } from './queue-row.tsx';
import { queueOf } from './queue.ts';
import { ShortcutHelp } from './shortcut-help.tsx';
import { step } from './step.ts';
import { useShortcuts } from './shortcuts.ts';
import { useTold } from './told.ts';
import './review.scss';

/** What waits for a decision, what is due first on top. */
export function ReviewQueue() {
  const say = useTexts(reviewTexts);
  usePageTitle(say('queue'));
  return <TeamOnly needs="applications:read">{({ user }) => <Queue me={user.id} />}</TeamOnly>;
}

function Queue({ me }: { me: string }) {
  const say = useTexts(reviewTexts);
  const [address, setAddress] = useSearchParams();
  const told = useTold();
  const list = useRef<HTMLUListElement>(null);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchNextPageError, isPlaceholderData } = useInfiniteQuery(queueOf(address));
  const items = data?.pages.flatMap((page) => page.items.map((item) => ({ item, asOf: page.asOf })));
  useShortcuts({ j: () => step(list.current, 1), k: () => step(list.current, -1) });
  return (
    <div className="wide-page review">
      <div className="page-head">
        <div className="stack"><h1>{say('queue')}</h1><p className="lead">{say('queueLead')}</p></div>
        <ShortcutHelp keys={['j', 'k']} />
      </div>
      <div role="status">{told !== undefined && <p className="notice notice-good">{told} {items?.length === 0 && say('allDone')}</p>}</div>
      <QueueFilters address={address} onChange={(changed) => setAddress(changed, { replace: true })} />
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void (isFetchNextPageError ? fetchNextPage() : refetch())} />}
      {!items && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {items?.length === 0 && (
        <div className="panel stack">
          <p><strong>{say(isNarrowed(address) ? 'noneMatch' : 'none')}</strong></p>
          {isNarrowed(address) ? <div><Link className="btn btn-quiet" to="?">{say('clear')}</Link></div> : <p className="muted">{say('noneLead')}</p>}
        </div>
      )}
      {items && items.length > 0 && (
        <>
          <p className="muted small" role="status">{say('shownCount', { count: items.length })}</p>
          <ul className="queue" ref={list} aria-busy={isPlaceholderData}>{items.map(({ item, asOf }) => <QueueRow key={item.id} item={item} asOf={asOf} me={me} search={address.toString()} />)}</ul>
        </>
      )}
      {hasNextPage && <div><button type="button" className="btn btn-quiet" onClick={() => void fetchNextPage()}>{say('more')}</button></div>}
    </div>
  );
}
