import { expect, test } from '@jest/globals';
import { searchIn, viewsFor } from './deal-views.ts';

test('who decides finds what waits, who reads finds all deals', () => {
  expect(viewsFor({ permissions: ['deals:read', 'deals:decide'] })[0]).toBe('decide');
  expect(viewsFor({ permissions: ['deals:read', 'deals:close'] })).toEqual(['all']);
});

test.each([
  ['show=all&q=alder&status=won', { q: 'alder', status: 'won' }],
  ['show=all&q=+alder+', { q: 'alder' }],
  ['show=all&q=+&status=nonsense', {}],
  ['', {}],
])('of "%s" is looked for what makes sense', (address, looked) => expect(searchIn(new URLSearchParams(address))).toEqual(looked));

test('a search is no longer than the API takes', () => expect(searchIn(new URLSearchParams({ q: 'x'.repeat(300) })).q).toHaveLength(200));
