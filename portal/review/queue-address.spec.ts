import { expect, test } from '@jest/globals';
import { isNarrowed, queueQuery, withFilter } from './queue-address.ts';

test('the plain queue asks for the undecided ones, what is due first', () => {
  expect(queueQuery(new URLSearchParams())).toEqual({ status: 'submitted,in_review,more_info', sort: 'decisionDueAt' });
});

test('the address says what is asked for, and nothing that no filter is called', () => {
  expect(queueQuery(new URLSearchParams('status=approved&tier=gold&q=north&sort=-submittedAt&limit=5000&q2=x'))).toEqual({ status: 'approved', tier: 'gold', q: 'north', sort: '-submittedAt' });
  expect(queueQuery(new URLSearchParams('status=any&overdue=true'))).toEqual({ overdue: 'true', sort: 'decisionDueAt' });
});

test('a filter that is emptied leaves the address, and the others stay', () => {
  const address = new URLSearchParams('tier=gold&q=north');
  expect(withFilter(address, 'tier', '').toString()).toBe('q=north');
  expect(withFilter(address, 'country', 'DE').toString()).toBe('tier=gold&q=north&country=DE');
  expect(address.toString()).toBe('tier=gold&q=north');
});

test('an order narrows nothing', () => {
  expect(isNarrowed(new URLSearchParams('sort=company'))).toBe(false);
  expect(isNarrowed(new URLSearchParams('sort=company&q=a'))).toBe(true);
});
