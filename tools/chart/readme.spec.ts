import { expect, test } from '@jest/globals';
import { table } from './readme.ts';

test('every value is a row with its default, what stands inside of one without a comment is part of it', () => {
  const values = '# How it is named.\nname: ""\n# The server.\nserver:\n  # Its size | in bytes.\n  size: 2\n  # What it may use.\n  resources:\n    limits: { memory: 1Gi }\n';
  expect(table(values).split('\n').slice(2)).toEqual([
    '| `name` |  | How it is named. |',
    '| `server` |  | The server. |',
    '| `server.size` | `2` | Its size \\| in bytes. |',
    '| `server.resources` | `{"limits":{"memory":"1Gi"}}` | What it may use. |',
  ]);
});

test('a value without a comment is refused by its name, but for what a service overrides', () => {
  const values = '# Named.\nname: ""\nbare: 1\n# All services.\nservices:\n  # One.\n  leads:\n    database: leads\n';
  expect(() => table(values)).toThrow(/Values without a comment: bare$/);
  expect(table(values.replace('bare: 1\n', ''))).not.toContain('leads.database');
});
