import { expect, test } from '@jest/globals';
import { actionTrace } from './trace.ts';

test('an action is one trace, each request of it another part, and none claims to be recorded', () => {
  const action = actionTrace();
  const headers = [action.header(), action.header()];
  for (const header of headers) expect(header).toMatch(new RegExp(`^00-${action.id}-[0-9a-f]{16}-00$`));
  expect([action.id.length, new Set(headers).size]).toEqual([32, 2]);
  expect(actionTrace().id).not.toBe(action.id);
});
