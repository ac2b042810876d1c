import { expect, test } from '@jest/globals';
import { changesOf, isEvidence } from './told-changes.ts';

test.each([
  ['a move', { from: 'submitted', to: 'in_review' }, [{ name: 'state', before: 'submitted', now: 'in_review' }]],
  ['a beginning', { from: null, to: 'submitted' }, [{ name: 'state', now: 'submitted' }]],
  ['what was before beside what is now', { roles: 'owner seller', rolesBefore: 'seller', status: 'active', statusBefore: 'active' }, [{ name: 'roles', before: 'seller', now: 'owner seller' }]],
  ['something that only stands there', { sessionsEnded: 0, template: 'owner-invited', managerId: null }, [{ name: 'sessionsEnded', now: '0' }, { name: 'template', now: 'owner-invited' }]],
  ['another manager', { managerId: 'b', from: 'a' }, [{ name: 'managerId', before: 'a', now: 'b' }]],
  ['a word that only ends so', { heldBefore: true }, [{ name: 'heldBefore', now: 'true' }]],
  ['nobody any more', { managerId: null, from: 'a' }, [{ name: 'managerId', before: 'a', now: '–' }]],
  ['a step that moves nothing', { from: 'approved', to: 'approved' }, []],
  ['what neither was nor is', { versionsCancelled: null, value: '', valueBefore: null }, []],
  ['an amount with its currency', { outcome: 'booked', amount: '1.00', currency: 'USD' }, [{ name: 'outcome', now: 'booked' }, { name: 'amount', now: '1.00 USD' }]],
  ['nothing', {}, []],
])('%s', (_, details, told) => {
  expect(changesOf(details)).toEqual(told);
});

test('ids and checksums are evidence, and what people call something is not', () => {
  expect(['01a2166c-4b7c-7000-8000-000000000001', '3e5f'.repeat(16), 'INV-2026-0417', 'gold', '2026'].map(isEvidence)).toEqual([true, true, false, false, false]);
});
