import { queryOptions } from '@tanstack/react-query';
import { get } from '../api/client.ts';

/** The own name, language, and whether one wants to be told at all. */
export const preferencesQuery = queryOptions({ queryKey: ['own', 'preferences'], queryFn: async ({ signal }) => get('/api/me/preferences', { signal }) });
export const sessionsQuery = queryOptions({ queryKey: ['own', 'sessions'], queryFn: async ({ signal }) => get('/api/me/sessions', { signal }) });
export const kindsQuery = queryOptions({ queryKey: ['own', 'kinds'], queryFn: async ({ signal }) => get('/api/notifications/preferences', { signal }) });
