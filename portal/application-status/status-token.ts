import { useState } from 'react';
import { takeToken } from '../sign-in/mailed-token.ts';

const key = 'pms-status';

/** The link's token, kept for as long as this tab is open, so that a reload does not lose the page; the address bar has it no longer. */
export function useStatusToken(): string | undefined {
  return useState(() => {
    const fresh = takeToken();
    try {
      if (fresh !== undefined) sessionStorage.setItem(key, fresh);
      return fresh ?? sessionStorage.getItem(key) ?? undefined;
    } catch {
      return fresh;
    }
  })[0];
}
