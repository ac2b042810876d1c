import { expect, test } from '@jest/globals';
import { isNarrowed, partnersQuery } from './partner-address.ts';

test.each([
  ['', { status: 'active,suspended,left', sort: 'company' }, false],
  ['status=suspended&tier=gold&assignee=none', { status: 'suspended', tier: 'gold', assignee: 'none', sort: 'company' }, true],
  ['q=north&sort=-submittedAt', { q: 'north', status: 'active,suspended,left', sort: '-submittedAt' }, true],
  ['sort=-company', { status: 'active,suspended,left', sort: '-company' }, false],
  // What is no state of a partner would list companies that are none.
  ['status=submitted&sort=password', { status: 'active,suspended,left', sort: 'company' }, true],
  ['unknown=1&needsManager=true', { needsManager: 'true', status: 'active,suspended,left', sort: 'company' }, true],
])('the address "%s" asks for %j', (address, query, narrowed) => {
  expect(partnersQuery(new URLSearchParams(address))).toEqual(query);
  expect(isNarrowed(new URLSearchParams(address))).toBe(narrowed);
});
