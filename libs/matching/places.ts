import countries from 'i18n-iso-countries';
import german from 'i18n-iso-countries/langs/de.json' with { type: 'json' };
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import { iso31662 } from 'iso-3166';
import type { Locale } from '#libs/contracts/primitives';

countries.registerLocale(english);
countries.registerLocale(german);

const assigned = new Set(Object.keys(countries.getAlpha2Codes()));
const subdivisions = new Set(iso31662.map(({ code }) => code));

/** Whether ISO 3166-1 has assigned this alpha-2 code. */
export function isCountry(code: string): boolean {
  return assigned.has(code);
}

/** Whether this is a country of ISO 3166-1 or a subdivision of ISO 3166-2. */
export function isTerritory(code: string): boolean {
  return isCountry(code) || subdivisions.has(code);
}

/** All countries in a language, in its alphabetical order. */
export function countriesIn(locale: Locale): { code: string; label: string }[] {
  const names = Object.entries(countries.getNames(locale, { select: 'official' }));
  const collator = new Intl.Collator(locale);
  return names.map(([code, label]) => ({ code, label })).toSorted((a, b) => collator.compare(a.label, b.label));
}
