import { queryOptions, useQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import { useTexts } from '../texts/language.ts';
import { partnerTexts } from '../texts/partners.texts.ts';

export type Me = AnswerOf<'/api/session'>['user'];
export type Person = AnswerOf<'/api/users'>['items'][number];

const atMost = 100;

/** Who looks after partners, also who no longer does. */
const managersQuery = queryOptions({
  queryKey: ['users', 'partner_manager'],
  queryFn: async ({ signal }) => get('/api/users', { query: { role: 'partner_manager', limit: atMost }, signal }),
  staleTime: 5 * 60_000,
});

/** Names are for those who may see people; everybody else is told whether it is they. */
export const seesPeople = (me: Me): boolean => me.permissions.includes('users:read');

export function useManagers(me: Me): { readonly able: readonly Person[]; readonly nameOf: (id: string | null) => string } {
  const say = useTexts(partnerTexts);
  const { data } = useQuery({ ...managersQuery, enabled: seesPeople(me) });
  const people = data?.items ?? [];
  return {
    able: people.filter(({ status }) => status === 'active'),
    nameOf: (id) => (id === null ? say('nobody') : id === me.id ? say('you') : (people.find((person) => person.id === id)?.name ?? say('colleague'))),
  };
}
