import { useCallback, useSyncExternalStore } from 'react';
import type { Locale } from '#libs/contracts/primitives';
import { fill, type Texts, type Values } from './texts.ts';

export const spoken: readonly Locale[] = ['en', 'de'];
export const ownNames: Readonly<Record<Locale, string>> = { en: 'English', de: 'Deutsch' };

const key = 'pms-language';
/** Who was signed in when it was chosen. */
const chooserKey = 'pms-language-by';
const listeners = new Set<() => void>();
let current = spoken.find((language) => language === stored(key)) ?? ofBrowser();
let chooser = stored(chooserKey);
document.documentElement.lang = current;

function stored(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The first of the browser's languages that we speak, else English. */
function ofBrowser(): Locale {
  const tags = navigator.languages.map((tag) => tag.split('-')[0]?.toLowerCase());
  return tags.flatMap((tag) => spoken.filter((language) => language === tag))[0] ?? 'en';
}

export const language = (): Locale => current;
/** The browser's own variant where it has one: en-GB writes days before months. */
export const formatLocale = (): string => navigator.languages.find((tag) => tag.startsWith(current)) ?? current;

/** Turns every text where it stands, so that nothing typed is lost, and is remembered for the next visit; `by` whom, where somebody has chosen it for this browser. */
export function speak(chosen: Locale, by?: string): void {
  current = chosen;
  chooser = by;
  document.documentElement.lang = chosen;
  try {
    localStorage.setItem(key, chosen);
    if (by === undefined) localStorage.removeItem(chooserKey);
    else localStorage.setItem(chooserKey, by);
  } catch {
    // Storage may be switched off; then the choice holds for this page.
  }
  for (const listener of listeners) listener();
}

/** Who signs in reads the language of their account, unless they have chosen another one for this browser since. */
export function speakAs({ id, locale }: { readonly id: string; readonly locale: Locale }): void {
  if (chooser !== id) speak(locale);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLanguage(): Locale {
  return useSyncExternalStore(listen, language);
}

export type Say<Key extends string> = (key: Key, values?: Values) => string;

/** Says texts of one part of the catalogue in the language that is read. */
export function useTexts<Key extends string>(part: Texts<Key>): Say<Key> {
  const spokenNow = useLanguage();
  return useCallback((name, values) => fill(part[spokenNow][name], values), [part, spokenNow]);
}
