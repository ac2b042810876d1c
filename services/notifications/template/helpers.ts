import Handlebars from 'handlebars';
import type { MoneyJson } from '#libs/database/money';
import { moneyText } from '#libs/database/money.text';
import { percentText } from '#libs/contracts/percent';
import { locale as localeSchema, type Locale } from '#libs/contracts/primitives';

const tags = { en: 'en-GB', de: 'de-DE' } as const satisfies Record<Locale, string>;

const day = formats({ dateStyle: 'long' });
const minute = formats({ dateStyle: 'long', timeStyle: 'short' });

function formats(options: Intl.DateTimeFormatOptions): Record<Locale, Intl.DateTimeFormat> {
  const of = (locale: Locale) => new Intl.DateTimeFormat(tags[locale], { ...options, timeZone: 'UTC' });
  return { en: of('en'), de: of('de') };
}

/** Helpers get Handlebars' options last; the root of the data says the language. */
function localeOf(options: Handlebars.HelperOptions): Locale {
  const root: unknown = options.data;
  const locale = typeof root === 'object' && root !== null && 'root' in root ? root.root : undefined;
  return localeSchema.parse(typeof locale === 'object' && locale !== null && 'locale' in locale ? locale.locale : undefined);
}

export const helpers = {
  /** `{{date at}}` → 24 December 2026 (UTC). */
  date: (at: string, options: Handlebars.HelperOptions): string => day[localeOf(options)].format(new Date(at)),
  /** `{{dateTime at}}` → 24 December 2026 at 18:00 UTC. */
  dateTime: (at: string, options: Handlebars.HelperOptions): string => `${minute[localeOf(options)].format(new Date(at))} UTC`,
  /** `{{lines text}}`: escaped, line breaks kept. */
  lines: (text: string): Handlebars.SafeString =>
    new Handlebars.SafeString(Handlebars.escapeExpression(text).replace(/\r\n|\r|\n/g, '<br>')),
  /** `{{tierName code names}}`: the tier as the programme called it when the event happened; by its code where the event is of before. */
  tierName: (code: string, names: Readonly<Record<Locale, string>> | null, options: Handlebars.HelperOptions): string => names?.[localeOf(options)] ?? code,
  /** `{{money amount}}` → USD 1,260,000.00, as the language writes it. */
  money: (amount: MoneyJson, options: Handlebars.HelperOptions): string => moneyText(amount, localeOf(options)),
  /** `{{share percent}}` → 80%, as the language writes it. */
  share: (percent: number, options: Handlebars.HelperOptions): string => percentText(percent, localeOf(options)),
  /** `{{choice code a="…" b="…"}}`: the words for a code; fails on a code without words. */
  choice: (code: string | number, options: Handlebars.HelperOptions): string => {
    const choices = new Map<string, unknown>(Object.entries(options.hash));
    const words = choices.get(`_${code}`) ?? choices.get(`${code}`);
    if (typeof words !== 'string') throw new Error(`No words for the code "${code}"`);
    return words;
  },
} as const;
