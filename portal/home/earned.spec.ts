import { expect, test } from '@jest/globals';
import { earnedByCurrency } from './earned.ts';

const month = (period: string, ...amounts: [currency: string, amount: string][]) => ({ period, final: true, currencies: amounts.map(([currency, amount]) => ({ currency, earned: { currency, amount } })) });

test('each currency has its own months, in their order', () => {
  const lists = earnedByCurrency([month('2026-10', ['EUR', '0.00'], ['USD', '1260000.10']), month('2026-11', ['EUR', '3.00'], ['USD', '-0.05'])]);
  expect(lists.map((months) => months.map(({ month: of, earned }) => `${of} ${earned.currency} ${earned.amount}`))).toEqual([['2026-10 EUR 0.00', '2026-11 EUR 3.00'], ['2026-10 USD 1260000.10', '2026-11 USD -0.05']]);
});

test('months that brought nothing have no list', () => {
  expect(earnedByCurrency([month('2026-10'), month('2026-11')])).toEqual([]);
});
