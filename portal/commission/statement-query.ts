import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Locale } from '#libs/contracts/primitives';
import { get } from '../api/client.ts';

/** A month's statement, its lines in the words of a language. */
export const statementQuery = (period: string, locale: Locale) =>
  queryOptions({
    queryKey: ['statement', period, locale],
    queryFn: async ({ signal }) => get('/api/statements/{period}', { params: { period }, query: { locale }, signal }),
    meta: { followsFeed: period === 'current' },
  });

export const explanationQuery = (id: string, locale: Locale) =>
  queryOptions({
    queryKey: ['commission', id, locale],
    queryFn: async ({ signal }) => get('/api/commissions/{id}', { params: { id }, query: { locale }, signal }),
    placeholderData: keepPreviousData,
  });

export const companyQuery = queryOptions({ queryKey: ['own-partner'], queryFn: async ({ signal }) => get('/api/partners/mine', { signal }), staleTime: 5 * 60_000 });
