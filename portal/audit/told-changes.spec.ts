import { expect, test } from '@jest/globals';
import { changesOf } from './told-changes.ts';

test.each([
  ['a move', { from: 'submitted', to: 'in_review' }, [{ name: 'state', before: 'submitted', now: 'in_review' }]],
  ['a beginning', { from: null, to: 'submitted' }, [{ name: 'state', before: '–', now: 'submitted' }]],
  ['what was before beside what is now', { roles: 'owner seller', rolesBefore: 'seller', status: 'active', statusBefore: 'active' }, [{ name: 'roles', before: 'seller', now: 'owner seller' }]],
  ['something that only stands there', { sessionsEnded: 0, template: 'owner-invited', managerId: null }, [{ name: 'sessionsEnded', now: '0' }, { name: 'template', now: 'owner-invited' }, { name: 'managerId', now: '–' }]],
  ['another manager', { managerId: 'b', from: 'a' }, [{ name: 'managerId', now: 'b' }, { name: 'from', now: 'a' }]],
  ['a word that only ends so', { heldBefore: true }, [{ name: 'heldBefore', now: 'true' }]],
  ['nothing', {}, []],
])('%s', (_, details, told) => {
  expect(changesOf(details)).toEqual(told);
});
