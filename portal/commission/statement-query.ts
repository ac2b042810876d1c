import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Locale } from '#libs/contracts/primitives';
import { get } from '../api/client.ts';

/** A month's statement, its lines in the words of a language: the own one, or for the vendor's people that of a partner. */
export const statementQuery = (period: string, locale: Locale, partnerId?: string) =>
  queryOptions({
    queryKey: ['statement', period, locale, partnerId],
    queryFn: async ({ signal }) => get('/api/statements/{period}', { params: { period }, query: { locale, partnerId }, signal }),
    meta: { followsFeed: period === 'current' },
  });

export const explanationQuery = (id: string, locale: Locale) =>
  queryOptions({
    queryKey: ['commission', id, locale],
    queryFn: async ({ signal }) => get('/api/commissions/{id}', { params: { id }, query: { locale }, signal }),
    placeholderData: keepPreviousData,
  });
