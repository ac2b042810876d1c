const start = 'pms-draft-of-';

/** Under which name a person's draft is kept in this browser. */
export const draftOf = (person: string, what: string): string => `${start}${person}-${what}`;

/** What somebody has typed and not sent is theirs alone: it goes when they sign out, and when somebody else signs in. */
export function forgetDrafts(butOf?: string): void {
  const kept = butOf === undefined ? undefined : draftOf(butOf, '');
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(start) && (kept === undefined || !name.startsWith(kept))) localStorage.removeItem(name);
  } catch {
    // Without storage nothing has been kept.
  }
}
