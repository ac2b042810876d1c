import { queryOptions, useQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import { seesPeople, type Me } from '../partners/people.ts';
import { useTexts } from '../texts/language.ts';
import { rulesTexts } from '../texts/rules.texts.ts';
import { dayIn } from './standing.ts';

export type Rate = AnswerOf<'/api/commissions/rates'>['items'][number];
export type Plan = AnswerOf<'/api/commissions/plans'>['items'][number];

export const ratesQuery = queryOptions({ queryKey: ['rates'], queryFn: async ({ signal }) => (await get('/api/commissions/rates', { signal })).items });
export const plansQuery = queryOptions({ queryKey: ['plans'], queryFn: async ({ signal }) => (await get('/api/commissions/plans', { signal })).items });
/** Which day it is in the programme's zone, which is where what is published begins. */
export const todayQuery = queryOptions({ queryKey: ['programme-day'], queryFn: async ({ signal }) => dayIn((await get('/api/commissions/months/{period}', { params: { period: 'current' }, signal })).timeZone, new Date()) });

/** Who published something, as far as one may see people. */
export function usePublisher(me: Me): (id: string | null | undefined) => string {
  const say = useTexts(rulesTexts);
  const { data } = useQuery({ queryKey: ['users', 'admin'], enabled: seesPeople(me), queryFn: async ({ signal }) => get('/api/users', { query: { role: 'admin', limit: 100 }, signal }), staleTime: 5 * 60_000 });
  return (id) => (id === null || id === undefined ? say('fromBeginning') : id === me.id ? say('byYou') : say('by', { name: data?.items.find((person) => person.id === id)?.name ?? say('colleague') }));
}
