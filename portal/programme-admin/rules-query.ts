import { queryOptions } from '@tanstack/react-query';
import type { Locale } from '#libs/contracts/primitives';
import { get } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import type { Me } from '../partners/people.ts';
import { useTexts } from '../texts/language.ts';
import { rulesTexts } from '../texts/rules.texts.ts';
import { useTeam } from '../workplace/team-names.ts';
import { programmeDays } from './programme-day.ts';
import type { Owner } from './setting-kinds.ts';

export type Rate = AnswerOf<'/api/commissions/rates'>['items'][number];
export type Plan = AnswerOf<'/api/commissions/plans'>['items'][number];

export const ratesQuery = queryOptions({ queryKey: ['rates'], queryFn: async ({ signal }) => (await get('/api/commissions/rates', { signal })).items });
export const plansQuery = queryOptions({ queryKey: ['plans'], queryFn: async ({ signal }) => (await get('/api/commissions/plans', { signal })).items });
/** Every value of one service's settings, and when it was read. */
export const settingsQuery = (route: Owner['route']) => queryOptions({ queryKey: ['settings', route], queryFn: async ({ signal }) => get(route, { signal }) });
/** The programme's days, which the settings of commissions tell: one query with theirs. */
export const daysQuery = { ...settingsQuery('/api/commissions/settings'), select: programmeDays };
export const tiersQuery = queryOptions({ queryKey: ['tier-versions'], queryFn: async ({ signal }) => get('/api/programme/tiers', { signal }) });
export const storiesQuery = queryOptions({ queryKey: ['story-versions'], queryFn: async ({ signal }) => get('/api/programme/stories', { signal }) });
export const publishedResourcesQuery = (locale: Locale) => queryOptions({ queryKey: ['resources', 'published', locale], queryFn: async ({ signal }) => get('/api/resources/published', { query: { locale }, signal }) });

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
