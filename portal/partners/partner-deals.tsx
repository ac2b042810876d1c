import { useInfiniteQuery } from '@tanstack/react-query';
import { generatePath, Link } from 'react-router';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { DealTag } from '../deal-review/deal-tag.tsx';
import { useHere } from '../deal-review/way-back.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { numberText, shortMoney, timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { partnerTexts } from '../texts/partners.texts.ts';

/** What the partner has registered, the latest first. */
export function PartnerDeals({ partnerId }: { partnerId: string }) {
  const say = useTexts(partnerTexts);
  const here = useHere();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchNextPageError } = useInfiniteQuery({
    queryKey: ['partner-deals', partnerId],
    queryFn: async ({ pageParam, signal }) => get('/api/deals', { query: { partnerId, limit: 10, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const deals = data?.pages.flatMap(({ items }) => items);
  return (
    <section className="stack" aria-labelledby="deals">
      <h2 id="deals" className="part-title">{say('deals')} {data?.pages[0]?.total !== undefined && <span className="muted">{numberText(data.pages[0].total)}</span>}</h2>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void (isFetchNextPageError ? fetchNextPage() : refetch())} />}
      {!deals && !error && <span className="skeleton skeleton-row" aria-hidden="true" />}
      {deals?.length === 0 && <p className="panel muted">{say('noDeals')}</p>}
      {deals && deals.length > 0 && (
        <ul className="queue partner-deals">
          {deals.map(({ id, account, reference, status, registeredAt, estimatedValue }) => (
            <li key={id} className="queue-row">
              <div>
                <Link className="queue-name" to={generatePath(pages.dealReview, { id })} state={here}>{account.name}</Link>
                <p className="small muted">{reference} · {say('registered', { time: timeText(registeredAt) })}</p>
              </div>
              <p><DealTag status={status} /></p>
              <p className="queue-amount">{shortMoney(estimatedValue)}</p>
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && <div><button type="button" className="btn btn-quiet" onClick={() => void fetchNextPage()}>{say('moreDeals')}</button></div>}
    </section>
  );
}
