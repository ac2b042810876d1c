import { expect, test } from '@jest/globals';
import { addressOf, filtersIn, isNarrowed, queryOf } from './people-address.ts';

const read = (text: string) => filtersIn(new URLSearchParams(text));

test('an address without filters is the vendor’s people, and has none in turn', () => {
  expect(queryOf(read(''))).toEqual({ side: 'vendor', q: undefined, role: undefined, status: undefined });
  expect([addressOf(read('')), isNarrowed(read(''))]).toEqual([{}, false]);
});

test('what makes sense is kept, what does not is left out', () => {
  const address = 'side=partner&q=north&role=seller&status=invited';
  expect(new URLSearchParams(addressOf(read(address))).toString()).toBe(address);
  expect(addressOf(read('side=moon&q=+++&role=seller&status=asleep'))).toEqual({});
  expect(isNarrowed(read('side=partner&role=admin'))).toBe(false);
});
