import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { get, send } from './client.ts';

const key = 'pms-signed-in';
const listeners = new Set<() => void>();
let signedIn = read();

function read(): boolean {
  try {
    return localStorage.getItem(key) === '1';
  } catch {
    return false;
  }
}

/** Only says what the menu shows, so that visitors cause no refused request; whoever sets it gains nothing. */
export function hintSignedIn(is: boolean): void {
  signedIn = is;
  try {
    if (is) localStorage.setItem(key, '1');
    else localStorage.removeItem(key);
  } catch {
    // Storage may be switched off; the menu then says "Sign in" on the next page, which is no harm.
  }
  for (const listener of listeners) listener();
}

export function useSignedInHint(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => signedIn);
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => get('/api/session', { signal }),
  staleTime: 60_000,
});

export const useSession = () => useQuery(sessionQuery);

/** Ends the session here and at the server, and forgets all that was shown in it. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await send('DELETE /api/session', undefined, { open: true });
    hintSignedIn(false);
    queries.clear();
  };
}
