import { useSyncExternalStore } from 'react';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'pms-theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let chosen: Theme = remembered();

function remembered(): Theme {
  try {
    const stored = localStorage.getItem(key);
    return themes.find((theme) => theme === stored) ?? 'system';
  } catch {
    return 'system';
  }
}

const isDark = (): boolean => (chosen === 'system' ? dark.matches : chosen === 'dark');

function paint(): void {
  document.documentElement.dataset['bsTheme'] = isDark() ? 'dark' : 'light';
  for (const listener of listeners) listener();
}

/** Follows the system until somebody chooses; the choice is remembered in this browser. */
export function choose(theme: Theme): void {
  chosen = theme;
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Storage may be switched off; then the choice holds for this page.
  }
  paint();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useTheme = (): Theme => useSyncExternalStore(listen, () => chosen);

/** Whether the page is dark now, by choice or because the system is. */
export const useIsDark = (): boolean => useSyncExternalStore(listen, isDark);

dark.addEventListener('change', paint);
paint();
