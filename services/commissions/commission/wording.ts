import type { Locale } from '#libs/contracts/primitives';

const days = { en: dayFormat('en-GB'), de: dayFormat('de-DE') } as const satisfies Record<Locale, Intl.DateTimeFormat>;

function dayFormat(tag: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' });
}

/** `14 November 2026`, `14. November 2026`. */
export function dayText(day: string, locale: Locale): string {
  return days[locale].format(new Date(`${day}T00:00:00Z`));
}

/** A tier by its code, as a name: `Gold`. */
export function tierText(code: string): string {
  return code.charAt(0).toUpperCase() + code.slice(1);
}
