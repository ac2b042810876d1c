import { expect, test } from '@jest/globals';
import { identifier, literal, tableName } from './sql.ts';

test('a text is quoted, whatever is in it', () => {
  expect([literal('plain'), literal(`it's`), literal(`'; DROP ROLE x; --`)]).toEqual([`'plain'`, `'it''s'`, `'''; DROP ROLE x; --'`]);
  expect(literal(`a\\'b`)).toBe(` E'a\\\\''b'`);
  expect(() => literal('a\0b')).toThrow('NUL has no SQL form');
});

test('a name is one of our own, or none', () => {
  expect([identifier('role_a'), tableName('public.note')]).toEqual(['"role_a"', '"public"."note"']);
  for (const name of ['', 'A', 'a b', 'a"b', '1a', 'a'.repeat(64)]) expect(() => identifier(name)).toThrow('is not a plain SQL name');
});
