import { expect, test } from '@jest/globals';
import { linesIn } from './lines-address.ts';

test('the address says which lines, and nonsense in it asks for nothing', () => {
  expect(linesIn(new URLSearchParams('status=held&currency=USD'))).toEqual({ status: 'held', currency: 'USD' });
  expect(linesIn(new URLSearchParams('status=paid&currency=usd'))).toEqual({ status: undefined, currency: undefined });
});
