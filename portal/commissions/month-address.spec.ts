import { expect, test } from '@jest/globals';
import { daysOf, monthIn } from './month-address.ts';

test.each([
  ['', { period: 'current', status: undefined }],
  ['month=2026-02&status=held', { period: '2026-02', status: 'held' }],
  ['month=2026-13&status=paid', { period: 'current', status: undefined }],
])('the address "%s" is %j', (address, month) => {
  expect(monthIn(new URLSearchParams(address))).toEqual(month);
});

test.each([['2026-02', '2026-02-28'], ['2028-02', '2028-02-29'], ['2026-04', '2026-04-30'], ['2026-12', '2026-12-31']])('%s ends on %s', (period, to) => {
  expect(daysOf(period)).toEqual({ from: `${period}-01`, to });
});
