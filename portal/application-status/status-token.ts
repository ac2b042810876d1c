import { useLinkToken } from '../sign-in/mailed-token.ts';

const key = 'pms-status';

function keptByTheTab(fresh: string | undefined): string | undefined {
  try {
    if (fresh !== undefined) sessionStorage.setItem(key, fresh);
    return fresh ?? sessionStorage.getItem(key) ?? undefined;
  } catch {
    return fresh;
  }
}

/** The link's token, kept for as long as this tab is open, so that a reload does not lose the page; the address bar has it no longer. */
export const useStatusToken = (): string | undefined => useLinkToken(keptByTheTab);
