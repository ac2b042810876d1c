import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Locale } from '#libs/contracts/primitives';
import { send } from './client.ts';
import type { BodyOf } from './routes.ts';

export type Figures = BodyOf<'POST /api/programme/qualification'>;

/** The requirements evaluated for figures that nobody has sent yet; the previous answer stands until the next has come. */
export const qualificationQuery = (figures: Figures | undefined, locale: Locale) =>
  queryOptions({
    queryKey: ['qualification', locale, figures],
    enabled: figures !== undefined,
    queryFn: async ({ signal }) => send('POST /api/programme/qualification', figures ?? never(), { query: { locale }, open: true, signal }),
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
  });

function never(): never {
  throw new Error('The query is disabled without figures.');
}
