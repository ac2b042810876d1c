import { useEffect, useState } from 'react';

/** Takes the token out of `#token=…` and out of the address bar, so that it stays in no history and no screenshot. */
function takeToken(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? undefined;
  // Past the router: it has nothing to do with a token, and the page stays the same.
  if (token !== undefined) history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}

/** The token of a mailed link, also of one that is opened while the page stands already: then only its hash changes. `kept` remembers it or finds what was remembered. */
export function useLinkToken(kept: (fresh: string | undefined) => string | undefined): string | undefined {
  const [token, setToken] = useState(() => kept(takeToken()));
  useEffect(() => {
    const look = () => {
      const fresh = takeToken();
      if (fresh !== undefined) setToken(kept(fresh));
    };
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, [kept]);
  return token;
}

let taken: { path: string; token: string } | undefined;

function keptByThePage(fresh: string | undefined): string | undefined {
  if (fresh !== undefined) taken = { path: location.pathname, token: fresh };
  return taken?.path === location.pathname ? taken.token : undefined;
}

/** For as long as the page stands; a second reading finds the first one's. */
export const useMailedToken = (): string | undefined => useLinkToken(keptByThePage);
