import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { earningsOf, moneyOf, type Plan } from './earnings.ts';

const plan = (more: Partial<Plan>): Plan => ({ deal: '4200000', dealsPerYear: 1, contract: 'one_off', termYears: 3, percent: '30', ...more });
const usd = (minor: bigint) => moneyOf(minor, 'USD').amount;

describe('what deals earn', () => {
  test('USD 4.2M at 30 % is USD 1.26M', () => {
    expect(usd(earningsOf(plan({})).perDeal)).toBe('1260000.00');
  });

  test('a one-off deal earns once, in every year as many times as there are deals', () => {
    const { years, total } = earningsOf(plan({ dealsPerYear: 2 }));
    expect(years.map(({ fresh, recurring }) => [usd(fresh), usd(recurring)])).toEqual(Array.from({ length: 3 }, () => ['2520000.00', '0.00']));
    expect(usd(total)).toBe('7560000.00');
  });

  test('an annual contract earns with each instalment, and goes on while new ones begin', () => {
    const { years, total } = earningsOf(plan({ contract: 'annual', termYears: 3 }));
    expect(years.map(({ fresh, recurring }) => [usd(fresh), usd(recurring)])).toEqual([['420000.00', '0.00'], ['420000.00', '420000.00'], ['420000.00', '840000.00']]);
    expect(usd(total)).toBe('2520000.00');
  });

  test('a contract that is shorter than what is shown ends', () => {
    const { years } = earningsOf(plan({ contract: 'annual', termYears: 2, percent: '32.5' }));
    expect(years.map(({ recurring }) => usd(recurring))).toEqual(['0.00', '682500.00', '682500.00']);
  });

  test('half a cent is rounded up, as in the ledger', () => {
    expect(earningsOf(plan({ deal: '0.02', percent: '25' })).perDeal).toBe(1n);
    expect(earningsOf(plan({ deal: '0.01', percent: '25' })).perDeal).toBe(0n);
  });

  test('the instalments of a deal come to exactly what it earns, whatever the figures', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 1_000_000 }), (cents, termYears, percent) => {
        const { years, perDeal } = earningsOf(plan({ deal: usd(BigInt(cents)), contract: 'annual', termYears, percent: String(percent / 10_000) }));
        const last = years[2];
        expect((last?.fresh ?? 0n) + (last?.recurring ?? 0n)).toBe(perDeal);
      }),
    );
  });
});
