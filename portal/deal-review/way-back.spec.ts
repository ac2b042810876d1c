import { expect, test } from '@jest/globals';
import { wayBack } from './way-back.ts';

test.each([
  ['/admin/deals?show=all&q=alder', 'backDeals'],
  ['/admin/deals', 'backDeals'],
  ['/admin/deals/reports', 'reports'],
  ['/admin/deals/0191d3a0-0000-7000-8000-000000000201', 'backDeal'],
  ['/admin/partners/0191d3a0-0000-7000-8000-000000000201', 'backPartner'],
  ['/admin/exceptions', 'backExceptions'],
])('who comes from %s is led back there', (from, text) => expect(wayBack({ from })).toEqual({ to: from, text }));

test.each([null, undefined, {}, { from: 7 }, { from: '/elsewhere' }, { from: 'https://elsewhere.example/admin/deals' }, { told: 'Done.' }])('%j names no place to go back to: what waits is there', (state) =>
  expect(wayBack(state)).toEqual({ to: '/admin/deals', text: 'back' }));
