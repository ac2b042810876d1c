import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';

interface Filters {
  readonly status?: string | undefined;
  readonly currency?: string | undefined;
  readonly from?: string;
  readonly to?: string;
}

/** Lines of commission that the caller may read, the latest first and fifty at a time; while others are asked for, those of before stay. */
export function useLines(filters: Filters) {
  const asked = useInfiniteQuery({
    queryKey: ['commission-lines', filters],
    queryFn: async ({ pageParam, signal }) => get('/api/commissions', { query: { ...filters, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    meta: { followsFeed: true },
  });
  const { data, refetch, fetchNextPage, isFetchNextPageError } = asked;
  return { ...asked, lines: data?.pages.flatMap(({ items }) => items), again: () => void (isFetchNextPageError ? fetchNextPage() : refetch()) };
}
