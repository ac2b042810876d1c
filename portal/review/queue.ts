import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import { queueQuery } from './queue-address.ts';

export type QueueItem = AnswerOf<'/api/partners'>['items'][number];

/** The queue that an address asks for, page by page; list and single application look at the same one. */
export const queueOf = (address: URLSearchParams) => {
  const query = queueQuery(address);
  return infiniteQueryOptions({
    queryKey: ['applications', query],
    queryFn: async ({ pageParam, signal }) => ({ ...(await get('/api/partners', { query: { ...query, limit: 50, cursor: pageParam }, signal })), asOf: Date.now() }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // Colleagues work on it too, and what the feed brings has changed it.
    refetchInterval: 60_000,
    meta: { followsFeed: true },
  });
};

/** Whose neighbours are wanted; the one after the last is the one before it, so that deciding never leads nowhere while something waits. */
export function neighbours(items: readonly QueueItem[], id: string): { previous: QueueItem | undefined; next: QueueItem | undefined; after: QueueItem | undefined } {
  const at = items.findIndex((item) => item.id === id);
  if (at < 0) return { previous: undefined, next: items[0], after: items[0] };
  const [previous, next] = [items[at - 1], items[at + 1]];
  return { previous, next, after: next ?? items.find((item) => item.id !== id) };
}
