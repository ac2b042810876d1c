import type { Locale } from './primitives.ts';

const formats = new Map<Locale, Intl.NumberFormat>();

/** A percentage as it is read, on pages, in mails and in statements alike: `32.5%`, and in German `32,5 %`, whose space does not break. */
export function percentText(percent: string | number, locale: Locale): string {
  const format = formats.get(locale) ?? new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 });
  formats.set(locale, format);
  return format.format(Number(percent) / 100);
}
