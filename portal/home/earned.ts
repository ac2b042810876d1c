import type { MoneyJson } from '#libs/contracts/primitives';
import type { AnswerOf } from '../api/routes.ts';

type Month = AnswerOf<'/api/commissions/months'>['items'][number];

export interface EarnedInMonth {
  readonly month: string;
  readonly earned: MoneyJson;
}

/** What each month brought, in one list for each currency: amounts in different currencies are never on one scale. */
export function earnedByCurrency(months: readonly Month[]): readonly (readonly EarnedInMonth[])[] {
  const lists = new Map<string, EarnedInMonth[]>();
  for (const { period: month, currencies } of months) {
    for (const { currency, earned } of currencies) lists.set(currency, [...(lists.get(currency) ?? []), { month, earned }]);
  }
  return [...lists.values()];
}
