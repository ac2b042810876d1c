import { expect, test } from '@jest/globals';
import { beyondSigned } from './beyond-signed.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const signed = usd('4200000.00');
// As the API lists them: what went back is below zero.
const lines = [
  { kind: 'accrual' as const, invoiceId: 'INV-1', base: usd('2800000.00') },
  { kind: 'accrual' as const, invoiceId: 'INV-2', base: usd('1400000.00') },
  { kind: 'reversal' as const, invoiceId: 'INV-2', base: usd('-400000.10') },
];

test.each([
  ['all that is left', 'INV-3', usd('400000.10'), undefined],
  ['a cent more', 'INV-3', usd('400000.11'), { signed, paidBefore: usd('3799999.90'), paidThen: usd('4200000.01') }],
  ['an invoice that is entered once more', 'INV-1', usd('2800000.00'), undefined],
  ['another currency, which contradicts the deal anyway', 'INV-3', { amount: '99000000', currency: 'EUR' }, undefined],
])('%s', (_, invoiceId, amount, beyond) => {
  expect(beyondSigned(signed, lines, { invoiceId, amount })).toEqual(beyond);
});

test('the first payment of a deal can be beyond it alone', () => {
  expect(beyondSigned(signed, [], { invoiceId: 'INV-1', amount: usd('99000000') })).toEqual({ signed, paidBefore: usd('0.00'), paidThen: usd('99000000.00') });
});
