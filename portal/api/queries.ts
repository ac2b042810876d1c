import { keepPreviousData, type Query, QueryClient, queryOptions } from '@tanstack/react-query';
import type { Locale } from '#libs/contracts/primitives';
import { get } from './client.ts';
import { Refusal } from './refusal.ts';

/** Asks again by itself only where that may help. */
export const newQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (count, error) => count < 2 && error instanceof Refusal && error.isPassing && error.status !== 429,
        refetchOnWindowFocus: false,
      },
    },
  });

/** Of what changes by what people do: whether it is asked for anew when something has happened. */
export const followsFeed = ({ meta }: Pick<Query, 'meta'>): boolean => meta?.['followsFeed'] === true;

/** The programme in the words of a language; the other language's stay on the page until they have come. */
export const programmeQuery = (locale: Locale) =>
  queryOptions({
    queryKey: ['programme', locale],
    queryFn: async ({ signal }) => get('/api/programme', { query: { locale }, signal }),
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
  });

export const catalogueQuery = (locale: Locale) =>
  queryOptions({
    queryKey: ['catalogue', locale],
    queryFn: async ({ signal }) => get('/api/catalogue', { query: { locale }, signal }),
    staleTime: 60 * 60_000,
    placeholderData: keepPreviousData,
  });

export const resourcesQuery = (locale: Locale) =>
  queryOptions({
    queryKey: ['resources', locale],
    queryFn: async ({ signal }) => get('/api/resources', { query: { locale }, signal }),
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
  });

/** The company of a partner who is signed in. */
export const companyQuery = queryOptions({ queryKey: ['own-partner'], queryFn: async ({ signal }) => get('/api/partners/mine', { signal }), staleTime: 5 * 60_000 });
