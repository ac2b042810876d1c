import { queryOptions } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import { formatsReady } from './formats-ready.ts';

/** The figures of who is signed in; asked for again when the feed tells that something has happened. */
export const dashboardQuery = queryOptions({
  queryKey: ['dashboard'],
  queryFn: async ({ signal }) => {
    const [answer] = await Promise.all([get('/api/dashboard', { signal }), formatsReady()]);
    return answer;
  },
  meta: { followsFeed: true },
});

export const endingDealsQuery = queryOptions({
  queryKey: ['deals-ending'],
  queryFn: async ({ signal }) => get('/api/deals', { query: { protectionEndsWithinDays: 30, sort: 'protectedUntil', limit: 5 }, signal }),
  meta: { followsFeed: true },
});
