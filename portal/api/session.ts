import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { endSession, get } from './client.ts';
import { forgetDrafts } from './own-drafts.ts';
import { rememberPerson, usePerson } from './person.ts';
import { Refusal } from './refusal.ts';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    try {
      const session = await get('/api/session', { signal });
      rememberPerson(session.user.id);
      return session;
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) rememberPerson(undefined);
      throw error;
    }
  },
  staleTime: 60_000,
});

/** Only what the menu shows, so that visitors cause no refused request. */
export const useSignedInHint = (): boolean => usePerson() !== undefined;

export const useSession = () => useQuery(sessionQuery);

/** On a page that is for visitors too: asked for only where there may be one. */
export const useSessionIfAny = () => useQuery({ ...sessionQuery, enabled: useSignedInHint() });

/** Ends the session here and at the server, and forgets all that was shown in it. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    if (await endSession()) {
      rememberPerson(undefined);
      forgetDrafts();
    }
    queries.clear();
  };
}
