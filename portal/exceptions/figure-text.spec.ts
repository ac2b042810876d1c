import { beforeAll, expect, test } from '@jest/globals';
import type { figureText as FigureText } from './figure-text.ts';

let figureText: typeof FigureText;
beforeAll(async () => {
  // What of a page the languages look at when they are loaded.
  Object.assign(globalThis, { document: { documentElement: { lang: '' } } });
  ({ figureText } = await import('./figure-text.ts'));
});

test('the number of an invoice stays what it is, also where it looks like a day; days and amounts are told as such', () => {
  expect([figureText('invoiceId', '2026-11-45'), figureText('invoiceId', '2026-11-12'), figureText('amount', { amount: '900000.00', currency: 'USD' }), figureText('instalment', 2), figureText('paidOn', undefined)]).toEqual(['2026-11-45', '2026-11-12', 'USD 900,000', '2', '–']);
  expect(figureText('paidOn', '2026-11-12')).toMatch(/12.*2026/);
});
