import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { v5 } from 'uuid';
import { accrualId, exceptionId, journalId, reversalId } from './derived-ids.ts';

const namespace = 'b7c1f0de-5a3e-4c3a-9d0e-2f6a1c8e4b90';

test('ids are UUIDs of version 5 over what they follow from', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.uuid(), (cause, id) => {
      expect(accrualId(cause)).toBe(v5(JSON.stringify(['accrual', cause]), namespace));
      expect(reversalId(cause)).toBe(v5(JSON.stringify(['reversal', cause]), namespace));
      expect(journalId(cause, id)).toBe(v5(JSON.stringify(['journal', cause, id]), namespace));
      expect(exceptionId(cause, { id })).toBe(v5(JSON.stringify(['exception', cause, JSON.stringify({ id })]), namespace));
    }),
  );
});

test('an id stays what it is: rows of earlier releases bear it', () => {
  expect(accrualId('INV-1')).toMatchInlineSnapshot(`"5d9eefe9-0386-5b21-8fde-fa32b97ff64f"`);
});
