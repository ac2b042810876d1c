import { expect, test } from '@jest/globals';
import { earnedByMonth } from './earned.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const part = (opening: string, closing: string) => ({ currency: 'USD', opening: usd(opening), closing: usd(closing), lines: [], held: usd('0.00'), payable: usd('0.00') });
const statement = (period: string, ...currencies: ReturnType<typeof part>[]) => ({ partnerId: 'p', company: 'c', timeZone: 'Etc/UTC', period, final: true, currencies });

test('a month earned what its balance grew by, to the cent, and less than nothing where more went back', () => {
  const months = ['2026-08', '2026-09', '2026-10', '2026-11'];
  const earned = earnedByMonth(months, [statement('2026-09'), statement('2026-10', part('0.00', '1260000.10')), statement('2026-11', part('1260000.10', '1260000.05'))]);
  expect([...earned.keys()]).toEqual(['USD']);
  expect(earned.get('USD')?.map((it) => it.earned.amount)).toEqual(['0', '0', '1260000.10', '-0.05']);
});

test('a currency without places stays without, and nothing at all has no currency', () => {
  const yen = (amount: string) => ({ amount, currency: 'JPY' });
  const earned = earnedByMonth(['2026-11'], [{ ...statement('2026-11'), currencies: [{ currency: 'JPY', opening: yen('5'), closing: yen('105'), lines: [], held: yen('0'), payable: yen('0') }] }]);
  expect(earned.get('JPY')?.map((it) => it.earned.amount)).toEqual(['100']);
  expect(earnedByMonth(['2026-11'], [statement('2026-11')]).size).toBe(0);
});
