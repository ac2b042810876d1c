import type { Locale } from '#libs/contracts/primitives';
import type { MoneyJson } from '#libs/database/money';

const signs = { en: { group: ',', point: '.' }, de: { group: '.', point: ',' } } as const satisfies Record<Locale, object>;
const days = { en: dayFormat('en-GB'), de: dayFormat('de-DE') } as const satisfies Record<Locale, Intl.DateTimeFormat>;

function dayFormat(tag: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' });
}

/** An amount as people read it, exact whatever its size: `USD 1,260,000.00`, `1.260.000,00 USD`. */
export function moneyText({ amount, currency }: MoneyJson, locale: Locale): string {
  const { group, point } = signs[locale];
  const [whole = '', fraction] = amount.split('.');
  const figure = `${whole.replace(/\B(?=(\d{3})+$)/g, group)}${fraction === undefined ? '' : `${point}${fraction}`}`;
  return locale === 'de' ? `${figure} ${currency}` : `${currency} ${figure}`;
}

/** `32.5 %`, `32,5 %`. */
export function percentWords(percent: string, locale: Locale): string {
  return `${percent.replace('.', signs[locale].point)} %`;
}

/** `14 November 2026`, `14. November 2026`. */
export function dayText(day: string, locale: Locale): string {
  return days[locale].format(new Date(`${day}T00:00:00Z`));
}

/** A tier by its code, as a name: `Gold`. */
export function tierText(code: string): string {
  return code.charAt(0).toUpperCase() + code.slice(1);
}
