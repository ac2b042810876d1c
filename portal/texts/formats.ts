import { percentText as percentIn } from '#libs/contracts/percent';
import type { MoneyJson } from '#libs/contracts/primitives';
import { formatLocale, language } from './language.ts';

/** Making a format costs far more than using it, and a list uses one for each of its rows. */
function kept<Format, Options>(make: (locale: string, options: Options) => Format): (locale: string, options: Options) => Format {
  const made = new Map<string, Format>();
  return (locale, options) => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const format = made.get(key) ?? make(locale, options);
    made.set(key, format);
    return format;
  };
}
const numbers = kept((locale: string, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));
const dates = kept((locale: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options));

// Money by language and not by region: British English shortens to "1.26m", which reads as metres beside a code, and Austrian German
// puts the code before a whole amount and behind a shortened one.
const money = (currency: string, more: Intl.NumberFormatOptions) => numbers(language(), { style: 'currency', currency, currencyDisplay: 'code', ...more });

/** "USD 1.26M": for figures that are read at a glance; below a million all of it, "USD 840,000". */
export function shortMoney({ amount, currency }: MoneyJson): string {
  const value = Number(amount);
  return money(currency, Math.abs(value) < 1e6 ? { maximumFractionDigits: 0 } : { notation: 'compact', maximumFractionDigits: 2 }).format(value);
}

/** "USD 1,260,000": exact to the unit, with cents where there are some. */
export function fullMoney({ amount, currency }: MoneyJson): string {
  return money(currency, { trailingZeroDisplay: 'stripIfInteger' }).format(Number(amount));
}

/** "USD 1,260,000.00": with all its places, so that figures stand below each other. */
export function exactMoney({ amount, currency }: MoneyJson): string {
  return money(currency, {}).format(Number(amount));
}

/** By language and not by region, as statements and mails say it. */
export const percentText = (percent: string | number): string => percentIn(percent, language());

export const numberText = (value: number): string => numbers(formatLocale(), {}).format(value);
export const dayText = (instant: string): string => dates(formatLocale(), { dateStyle: 'long' }).format(new Date(instant));
/** A calendar day, which is the same wherever it is read: "2026-11-30" must not become the 29th west of Greenwich. */
export const calendarDayText = (day: string): string => dates(formatLocale(), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
/** "November 2026" of "2026-11". */
export const monthText = (month: string, style: 'long' | 'short' = 'long'): string => dates(formatLocale(), { month: style, year: style === 'long' ? 'numeric' : '2-digit', timeZone: 'UTC' }).format(new Date(`${month}-01`));
const clock = { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
/** When something was: in the reader's zone, or in another one, which is named then. */
export const timeText = (instant: string, timeZone?: string): string =>
  dates(formatLocale(), timeZone === undefined ? clock : { ...clock, timeZoneName: 'short', timeZone }).format(new Date(instant));
/** Until or from when something may be done: to the minute and with the reader's zone, since the other side may read it in another one. */
export const deadlineText = (instant: string): string => dates(formatLocale(), { ...clock, timeZoneName: 'short' }).format(new Date(instant));

/** "5 kB", "1.2 MB". */
export function sizeText(bytes: number): string {
  const [value, unit] = bytes < 1e6 ? [Math.max(1, Math.round(bytes / 1000)), 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  return numbers(formatLocale(), { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}
