import { beforeAll, expect, test } from '@jest/globals';
import type { plainValue as PlainValue } from './plain-value.ts';

let plainValue: typeof PlainValue;
beforeAll(async () => {
  // What of a page the languages look at when they are loaded.
  Object.assign(globalThis, { document: { documentElement: { lang: '' } } });
  ({ plainValue } = await import('./plain-value.ts'));
});

test.each([
  ['amount', '4200000.00 USD', 'USD\u00a04,200,000'],
  ['takenBack', '840000.50 USD', 'USD\u00a0840,000.50'],
  ['requirements', 'USD 5000000.00', 'USD\u00a05,000,000'],
  ['invoiceId', '2026-11-45', '2026-11-45'],
  ['invoiceId', '2026-11-12', '2026-11-12'],
  ['headline', '100 AND', '100 AND'],
  ['effectiveOn', 'next year', 'next year'],
])('%s %s is read as %s', (name, recorded, read) => {
  expect(plainValue(name, recorded)).toBe(read);
});

test('a day and a moment are told as such', () => {
  expect([plainValue('effectiveOn', '2026-11-26'), plainValue('effectiveFrom', '2026-11-26T12:00:00.000Z')]).toEqual([expect.stringMatching(/26.*2026/), expect.stringMatching(/2026/)]);
});
