import { expect, test } from '@jest/globals';
import { User } from './user.entity.ts';
import { IllegalUserTransition } from './user.errors.ts';
import { userStatuses, userTransitions } from './user.transitions.ts';

const at = new Date('2026-11-02T09:00:00Z');
const invited = () => User.invite('019a0000-0000-7000-8000-000000000001', { email: 'a@b.example', name: 'A', locale: 'en', roles: ['finance', 'finance', 'admin'], partnerId: null, invitedBy: null }, at);

test('every state can be reached from the first and left again', () => {
  const reached = new Set(['invited']);
  for (const from of reached) for (const to of userTransitions[userStatuses.find((status) => status === from) ?? 'invited']) reached.add(to);
  expect([...reached].toSorted()).toEqual([...userStatuses].toSorted());
  for (const status of userStatuses) expect(userTransitions[status].length).toBeGreaterThan(0);
});

test('who was disabled before activating is invited again when enabled', () => {
  const user = invited();
  user.disable(at);
  expect([user.status, user.disabledAt]).toEqual(['disabled', at]);
  user.enable();
  expect([user.status, user.disabledAt]).toEqual(['invited', null]);
  user.activate(at);
  user.disable(at);
  user.enable();
  expect(user.status).toBe('active');
});

test('moves that the table does not allow are refused and change nothing', () => {
  const user = invited();
  user.activate(at);
  expect(() => user.activate(at)).toThrow(IllegalUserTransition);
  user.disable(at);
  expect(() => user.disable(at)).toThrow(IllegalUserTransition);
  expect([user.status, user.version]).toEqual(['disabled', 3]);
});

test('roles stand once each, in one order', () => {
  expect(invited().roles).toEqual(['admin', 'finance']);
});
