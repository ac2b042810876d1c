import type { Locale } from '#libs/contracts/primitives';
import type { MoneyJson } from './money.ts';

const signs = { en: { group: ',', point: '.' }, de: { group: '.', point: ',' } } as const satisfies Record<Locale, object>;

/** An amount as people read it, exact whatever its size: `USD 1,260,000.00`, `1.260.000,00 USD`. */
export function moneyText({ amount, currency }: MoneyJson, locale: Locale): string {
  const { group, point } = signs[locale];
  const [whole = '', fraction] = amount.split('.');
  const figure = `${whole.replace(/\B(?=(\d{3})+$)/g, group)}${fraction === undefined ? '' : `${point}${fraction}`}`;
  return locale === 'de' ? `${figure} ${currency}` : `${currency} ${figure}`;
}
