import { queryOptions } from '@tanstack/react-query';
import type { Locale } from '#libs/contracts/primitives';
import { get } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import type { Me } from '../partners/people.ts';
import { useTexts } from '../texts/language.ts';
import { rulesTexts } from '../texts/rules.texts.ts';
import { useTeam } from '../workplace/team-names.ts';
import { dayIn } from './standing.ts';

export type Rate = AnswerOf<'/api/commissions/rates'>['items'][number];
export type Plan = AnswerOf<'/api/commissions/plans'>['items'][number];

export const ratesQuery = queryOptions({ queryKey: ['rates'], queryFn: async ({ signal }) => (await get('/api/commissions/rates', { signal })).items });
export const plansQuery = queryOptions({ queryKey: ['plans'], queryFn: async ({ signal }) => (await get('/api/commissions/plans', { signal })).items });
/** Which day it is in the programme's zone, which is where what is published begins. */
export const todayQuery = queryOptions({ queryKey: ['programme-day'], queryFn: async ({ signal }) => dayIn((await get('/api/commissions/months/{period}', { params: { period: 'current' }, signal })).timeZone, new Date()) });
/** The programme's zone, in which the days begin from which something counts. */
export const zoneQuery = queryOptions({ queryKey: ['programme-zone'], queryFn: async ({ signal }) => (await get('/api/commissions/months/{period}', { params: { period: 'current' }, signal })).timeZone });
export const tiersQuery = queryOptions({ queryKey: ['tier-versions'], queryFn: async ({ signal }) => (await get('/api/programme/tiers', { signal })).items });
export const storiesQuery = queryOptions({ queryKey: ['story-versions'], queryFn: async ({ signal }) => (await get('/api/programme/stories', { signal })).items });
export const publishedResourcesQuery = (locale: Locale) => queryOptions({ queryKey: ['resources', 'published', locale], queryFn: async ({ signal }) => (await get('/api/resources/published', { query: { locale }, signal })).items });

/** Who published something, in a sentence; or who somebody is, alone. */
export function usePublisher(me: Me): (id: string | null | undefined, how?: 'published' | 'who') => string {
  const say = useTexts(rulesTexts);
  const { nameOf } = useTeam();
  return (id, how = 'published') => {
    if (id === null || id === undefined) return say('fromBeginning');
    const name = id === me.id ? me.name : (nameOf(id) ?? say('colleague'));
    if (how === 'who') return name;
    return id === me.id ? say('byYou') : say('by', { name });
  };
}
