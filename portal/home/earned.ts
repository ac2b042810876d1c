import type { MoneyJson } from '#libs/contracts/primitives';
import type { AnswerOf } from '../api/routes.ts';

type Statement = AnswerOf<'/api/statements/{period}'>;

export interface EarnedInMonth {
  readonly month: string;
  readonly earned: MoneyJson;
}

/** Exact, in the smallest unit; both amounts are in one currency, so they have as many places. */
function minus(closing: MoneyJson, opening: MoneyJson): MoneyJson {
  const places = closing.amount.split('.')[1]?.length ?? 0;
  const minor = (amount: string) => BigInt(amount.replace('.', ''));
  const left = minor(closing.amount) - minor(opening.amount);
  const digits = String(left < 0n ? -left : left).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  return { amount: `${left < 0n ? '-' : ''}${whole}${places === 0 ? '' : `.${digits.slice(-places)}`}`, currency: closing.currency };
}

/** What each month added to what is owed, by currency: its closing balance less its opening one. A month without a statement added nothing. */
export function earnedByMonth(months: readonly string[], statements: readonly Statement[]): ReadonlyMap<string, readonly EarnedInMonth[]> {
  const currencies = new Set(statements.flatMap((it) => it.currencies.map(({ currency }) => currency)));
  const partOf = (month: string, currency: string) => statements.find(({ period }) => period === month)?.currencies.find((it) => it.currency === currency);
  return new Map(Array.from(currencies, (currency) => [currency, months.map((month) => {
    const part = partOf(month, currency);
    return { month, earned: part ? minus(part.closing, part.opening) : { amount: '0', currency } };
  })]));
}
