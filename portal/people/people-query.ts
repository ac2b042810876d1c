import { infiniteQueryOptions, keepPreviousData, useQueryClient } from '@tanstack/react-query';
import { get, send, type Query } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';

export type Person = AnswerOf<'/api/users'>['items'][number];

/** People whom the reader may see, the newest first. */
export const peopleQuery = (query: Query = {}) =>
  infiniteQueryOptions({
    queryKey: ['people', query],
    queryFn: async ({ pageParam, signal }) => get('/api/users', { query: { ...query, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** Shows people as they are after a change, or after somebody else's has been noticed. */
export function usePeopleChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => queries.invalidateQueries({ queryKey: ['people'] });
}

/** Lets somebody back in; who never activated the account needs a link for it, since the old one died. */
export async function letBackIn({ id, version, activatedAt }: Person, key: string): Promise<Person> {
  const person = await send('PATCH /api/users/{id}', { disabled: false }, { params: { id }, key, version });
  return activatedAt === null ? send('POST /api/users/{id}/activation-link', {}, { params: { id } }) : person;
}
