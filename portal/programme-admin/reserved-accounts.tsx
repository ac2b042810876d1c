import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { Named } from '../form/named.tsx';
import { SearchInput } from '../form/search-input.tsx';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useRegionName } from '../partners/partner-row.tsx';
import type { Me } from '../partners/people.ts';
import { withFilter } from '../review/queue-address.ts';
import { numberText, timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { reservedTexts } from '../texts/reserved.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { ProgrammeNav } from './programme-nav.tsx';
import { ReservedPeriods } from './reserved-periods.tsx';
import '../review/review.scss';
import './programme-admin.scss';

const whys = ['named', 'direct_pipeline', 'no_longer'] as const;

/** Customers that no partner is given; the CRM says which they are. */
export function ReservedAccounts() {
  const say = useTexts(reservedTexts);
  usePageTitle(say('title'));
  return <TeamOnly needs="deals:decide">{({ user }) => <List me={user} />}</TeamOnly>;
}

function List({ me }: { me: Me }) {
  const say = useTexts(reservedTexts);
  const region = useRegionName();
  const [address, setAddress] = useSearchParams();
  const [q, why] = [address.get('q') ?? '', whys.find((it) => it === address.get('why'))];
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchNextPageError, isPlaceholderData } = useInfiniteQuery({
    queryKey: ['reserved-accounts', q, why],
    queryFn: async ({ pageParam, signal }) => get('/api/accounts/reserved', { query: { q: q === '' ? undefined : q, why, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const accounts = data?.pages.flatMap(({ items }) => items);
  const total = data?.pages[0]?.total ?? 0;
  const change = (name: 'q' | 'why', value: string) => setAddress(withFilter(address, name, value), { replace: true });
  return (
    <div className="wide-page review">
      <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
      <ProgrammeNav at="accounts" me={me} />
      <form className="filter-fields" role="search" onSubmit={(event) => event.preventDefault()}>
        <Named label={say('search')}><SearchInput value={q} onSettled={(text) => change('q', text)} /></Named>
        <Named label={say('why')}><select className="form-select" value={why ?? ''} onChange={({ target }) => change('why', target.value)}><option value="">{say('either')}</option>{whys.map((it) => <option key={it} value={it}>{say(it)}</option>)}</select></Named>
      </form>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void (isFetchNextPageError ? fetchNextPage() : refetch())} />}
      {!accounts && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {accounts?.length === 0 && <p className="panel muted">{say(q === '' && why === undefined ? 'none' : 'noneMatch')}</p>}
      {accounts && accounts.length > 0 && (
        <>
          <p className="muted small" role="status">{total === 1 ? say('countOne') : say('count', { count: numberText(total) })}</p>
          <ul className="queue plans" aria-busy={isPlaceholderData}>
            {accounts.map(({ crmId, name, website, country, industry, named, directPipeline, reportedAt, periods }) => (
              <li key={crmId} className="queue-row">
                <div><strong>{name}</strong><p className="small muted">{[region(country), website, industry].filter((it) => it !== null).join(' · ')}</p><ReservedPeriods periods={periods} /></div>
                <p className="review-facts">{named && <span className="tag tag-accent">{say('named')}</span>}{directPipeline && <span className="tag tag-warn">{say('direct_pipeline')}</span>}</p>
                <p className="small muted">{say('told', { time: timeText(reportedAt) })}</p>
              </li>
            ))}
          </ul>
        </>
      )}
      {hasNextPage && <div><button type="button" className="btn btn-quiet" onClick={() => void fetchNextPage()}>{say('more')}</button></div>}
    </div>
  );
}
