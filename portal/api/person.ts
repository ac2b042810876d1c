import { useSyncExternalStore } from 'react';
import { forgetDrafts } from './own-drafts.ts';

const key = 'pms-signed-in';
const listeners = new Set<() => void>();
let person = stored();

function stored(): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function is(id: string | undefined): void {
  person = id;
  for (const listener of listeners) listener();
}

// Another tab has signed in or out; a page that comes back from the browser's memory has heard of nothing.
addEventListener('storage', (event) => {
  if (event.key === key || event.key === null) is(stored());
});
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) is(stored());
});

/**
 * Keeps, for all tabs, who has signed in. Nothing is allowed by it, and whoever sets it gains nothing: it spares visitors a refused request, and
 * tells a page that it is somebody else's now.
 */
export function rememberPerson(id: string | undefined): void {
  if (id !== undefined) forgetDrafts(id);
  try {
    if (id === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, id);
  } catch {
    // Storage may be switched off; the menu then says "Sign in" on the next page, which is no harm.
  }
  is(id);
}

/** Asked of the storage itself: word of another tab may still be on its way. */
export const rememberedPerson = (): string | undefined => stored() ?? person;

export function usePerson(): string | undefined {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, rememberedPerson);
}
