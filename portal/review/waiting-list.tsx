import type { ReactNode } from 'react';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Refusal } from '../api/refusal.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import './review.scss';

interface Props<Page> {
  readonly say: (key: 'title' | 'lead' | 'none' | 'more') => string;
  readonly list: UseInfiniteQueryResult<InfiniteData<Page>>;
  /** What has just been decided here. */
  readonly told: string | undefined;
  /** Between the heading and the list. */
  readonly above?: ReactNode;
  /** Undefined until they have come. */
  readonly items: readonly ReactNode[] | undefined;
}

/** A page of what waits for a person, who decides of each in its place. */
export function WaitingList<Page>({ say, list: { error, refetch, hasNextPage, fetchNextPage, isFetchNextPageError }, told, above, items }: Props<Page>) {
  return (
    <div className="wide-page review">
      <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
      <div role="status">{told !== undefined && <p className="notice notice-good">{told}</p>}</div>
      {above}
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void (isFetchNextPageError ? fetchNextPage() : refetch())} />}
      {!items && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {items?.length === 0 && <p className="panel muted">{say('none')}</p>}
      <ul className="held">{items}</ul>
      {hasNextPage && <div><button type="button" className="btn btn-quiet" onClick={() => void fetchNextPage()}>{say('more')}</button></div>}
    </div>
  );
}
