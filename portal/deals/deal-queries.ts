import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Locale } from '#libs/contracts/primitives';
import { get } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import { addressOf, type DealFilters } from './deal-filters.ts';

export type ListedDeal = AnswerOf<'/api/deals'>['items'][number];
export type OneDeal = AnswerOf<'/api/deals/{id}'>;

/** The list, further by its cursor; the previous one stands until the next has come. */
export function dealsQuery(filters: DealFilters) {
  const address = addressOf(filters);
  return infiniteQueryOptions({
    queryKey: ['deals', address],
    queryFn: async ({ pageParam, signal }) => get('/api/deals', { query: { ...address, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    meta: { followsFeed: true },
  });
}

/** One deal with its decision in the words of a language. */
export const dealQuery = (id: string, locale: Locale) =>
  queryOptions({
    queryKey: ['deal', id, locale],
    queryFn: async ({ signal }) => get('/api/deals/{id}', { params: { id }, query: { locale }, signal }),
    placeholderData: keepPreviousData,
    meta: { followsFeed: true },
  });

const pageSize = 100;
/** More than anybody reads in a spreadsheet that came by a click; who needs all narrows the list, or asks the API. */
export const mostInFile = 5_000;

/** Everything that the list would show, page by page: each begins where the one before ends. */
export async function allDeals(filters: DealFilters, before: readonly ListedDeal[] = [], cursor?: string): Promise<{ deals: readonly ListedDeal[]; isWhole: boolean }> {
  const { items, nextCursor } = await get('/api/deals', { query: { ...addressOf(filters), limit: pageSize, cursor } });
  const deals = [...before, ...items];
  if (nextCursor === null || deals.length >= mostInFile) return { deals, isWhole: nextCursor === null };
  return allDeals(filters, deals, nextCursor);
}
