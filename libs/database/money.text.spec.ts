import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { moneyText } from './money.text.ts';

test.each([
  ['1260000.00', 'USD', 'USD 1,260,000.00', '1.260.000,00 USD'],
  ['-42000.5', 'EUR', 'EUR -42,000.5', '-42.000,5 EUR'],
  ['999', 'JPY', 'JPY 999', '999 JPY'],
  ['1000', 'JPY', 'JPY 1,000', '1.000 JPY'],
  ['123456789012345.678', 'KWD', 'KWD 123,456,789,012,345.678', '123.456.789.012.345,678 KWD'],
])('%s %s reads %s and %s', (amount, currency, english, german) => {
  expect([moneyText({ amount, currency }, 'en'), moneyText({ amount, currency }, 'de')]).toEqual([english, german]);
});

test('no digit is lost, whatever the amount', () => {
  fc.assert(fc.property(fc.bigInt(), (minor) => expect(moneyText({ amount: minor.toString(), currency: 'JPY' }, 'en').replaceAll(/JPY |,/g, '')).toBe(minor.toString())));
});
