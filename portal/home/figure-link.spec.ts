import { expect, test } from '@jest/globals';
import { pageOf } from './figure-link.ts';

test('a figure leads to the page of its list, and nowhere where there is none', () => {
  expect(pageOf('/api/commissions?status=held&currency=USD')).toBe('/commission/lines?status=held&currency=USD');
  expect(pageOf('/api/partners/join-requests?status=open')).toBe('/join-requests?status=open');
  expect(pageOf('/api/account?q=a')).toBe('/account?q=a');
  expect(pageOf('/api/account')).toBe('/account');
  expect(pageOf('/api/invoices/waiting')).toBeUndefined();
});
