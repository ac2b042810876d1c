import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Refusal } from '../api/refusal.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { numberText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { dealsTexts } from '../texts/deals.texts.ts';
import { CsvButton } from './csv-button.tsx';
import { isNarrowed, type DealFilters } from './deal-filters.ts';
import { dealsQuery } from './deal-queries.ts';
import { DealTable } from './deal-table.tsx';
import { Forbidden } from './forbidden.tsx';

interface Props {
  readonly filters: DealFilters;
  readonly mayRegister: boolean;
  readonly onClear: () => void;
}

export function DealList({ filters, mayRegister, onClear }: Props) {
  const say = useTexts(dealsTexts);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchNextPageError, isFetchingNextPage, isPlaceholderData } = useInfiniteQuery(dealsQuery(filters));
  if (error instanceof Refusal && error.status === 403) return <Forbidden />;
  const deals = data?.pages.flatMap(({ items }) => items);
  const total = data?.pages[0]?.total;
  const failed = error instanceof Refusal ? <RefusalNotice refusal={error} onRetry={() => void (isFetchNextPageError ? fetchNextPage() : refetch())} /> : null;
  if (!deals) return failed ?? <Waiting />;
  return (
    <section className="stack" aria-busy={isPlaceholderData || undefined}>
      <div className="deals-bar">
        <p className="muted" role="status">{total !== undefined && (total === 1 ? say('countOne') : say('count', { count: numberText(total) }))}</p>
        {isNarrowed(filters) && <button type="button" className="btn btn-link" onClick={onClear}>{say('clear')}</button>}
        {deals.length > 0 && <CsvButton filters={filters} />}
      </div>
      {deals.length > 0 && <DealTable deals={deals} />}
      {deals.length === 0 && <Nothing narrowed={isNarrowed(filters)} mayRegister={mayRegister} />}
      {failed}
      {hasNextPage && !failed && <div><button type="button" className="btn btn-quiet" aria-disabled={isFetchingNextPage || undefined} onClick={() => { if (!isFetchingNextPage) void fetchNextPage(); }}>{say('more')}</button></div>}
    </section>
  );
}

function Nothing({ narrowed, mayRegister }: { narrowed: boolean; mayRegister: boolean }) {
  const say = useTexts(dealsTexts);
  return (
    <div className="panel stack">
      <h2 className="part-title">{say(narrowed ? 'noneFound' : 'none')}</h2>
      <p className="muted">{say(narrowed ? 'noneFoundText' : mayRegister ? 'noneText' : 'noneReadText')}</p>
      {!narrowed && mayRegister && <div><Link className="btn btn-primary" to={pages.newDeal}>{say('register')}</Link></div>}
    </div>
  );
}

function Waiting() {
  return <div className="waiting" aria-hidden="true">{[1, 2, 3, 4, 5].map((row) => <span key={row} className="skeleton deal-skeleton" />)}</div>;
}
