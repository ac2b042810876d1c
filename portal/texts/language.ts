import { useCallback, useSyncExternalStore } from 'react';
import type { Locale } from '#libs/contracts/primitives';
import { fill, type Texts, type Values } from './texts.ts';

export const spoken: readonly Locale[] = ['en', 'de'];
export const ownNames: Readonly<Record<Locale, string>> = { en: 'English', de: 'Deutsch' };

const key = 'pms-language';
const listeners = new Set<() => void>();
let current = chosenBefore() ?? ofBrowser();
document.documentElement.lang = current;

function chosenBefore(): Locale | undefined {
  try {
    const stored = localStorage.getItem(key);
    return spoken.find((language) => language === stored);
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

/** Turns every text where it stands, so that nothing typed is lost, and is remembered for the next visit. */
export function speak(chosen: Locale): void {
  current = chosen;
  document.documentElement.lang = chosen;
  try {
    localStorage.setItem(key, chosen);
  } catch {
    // Storage may be switched off; then the choice holds for this page.
  }
  for (const listener of listeners) listener();
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
