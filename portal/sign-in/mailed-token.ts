import { useState } from 'react';

/** Takes the token out of `#token=…` and out of the address bar, so that it stays in no history and no screenshot. */
export function takeToken(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? undefined;
  // Past the router: it has nothing to do with a token, and the page stays the same.
  if (token !== undefined) history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}

let taken: { path: string; token: string } | undefined;

/** The token that this page was opened with, for as long as the page stands; a second reading finds the first one's. */
export function useMailedToken(): string | undefined {
  return useState(() => {
    const token = takeToken();
    if (token !== undefined) taken = { path: location.pathname, token };
    return taken?.path === location.pathname ? taken.token : undefined;
  })[0];
}
