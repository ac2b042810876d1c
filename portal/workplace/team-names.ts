import { queryOptions, useQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';

export type Me = AnswerOf<'/api/session'>['user'];
export type TeamMember = AnswerOf<'/api/team'>['items'][number];

const teamQuery = queryOptions({ queryKey: ['team'], queryFn: async ({ signal }) => (await get('/api/team', { signal })).items, staleTime: 5 * 60_000 });

/** The vendor's people, for each other; also who has left, since much of what pages tell is of earlier. */
export function useTeam(): { readonly people: readonly TeamMember[]; readonly nameOf: (id: string | null | undefined) => string | undefined } {
  const { data: people = [] } = useQuery(teamQuery);
  return { people, nameOf: (id) => people.find((person) => person.id === id)?.name };
}
