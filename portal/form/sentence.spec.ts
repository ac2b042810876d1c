import { expect, test } from '@jest/globals';
import { findSentence, shown } from './sentence.ts';

const by = { day: (text: string) => `day ${text}`, money: (amount: string, currency: string) => `${currency}:${amount}`, size: (bytes: number) => `${bytes / 1000} kB` };
const values = (said: string) => shown(findSentence(said)?.values ?? {}, by);

test('what a service has filled in is shown as everywhere', () => {
  expect(values('must not be before 2026-11-27: what is published never changes the past')).toEqual({ day: 'day 2026-11-27' });
  expect(values('is more than the 1250.00 USD that are left of the invoice')).toEqual({ amount: 'USD:1250.00' });
  expect(values('must be at most 5000 bytes')).toEqual({ bytes: '5 kB' });
  expect(values('a protection would be taken away after 40 days without activity, and the reminder come after 45')).toEqual({ revoked: '40', reminded: '45' });
});

test('a sentence without anything in it is taken as it stands', () => {
  expect(findSentence('must be a tier of the programme')).toEqual({ sentence: 'must be a tier of the programme', values: {} });
});
