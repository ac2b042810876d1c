import { expect, test } from '@jest/globals';
import { withoutChance } from './render.ts';

test('a committed render holds no generated secret and nothing computed of one, and all else as it is', () => {
  const secret = (password: string) => `kind: Secret\nmetadata:\n  name: a\ndata:\n  password: ${password}\n`;
  const rendered = (password: string, hash: string) => `---\n${secret(password)}---\nkind: ConfigMap\ndata:\n  file: kept\n---\nkind: Deployment\n  annotations:\n    checksum/config: c0ffee\n    checksum/secret: ${hash}\n`;
  expect(withoutChance(rendered('b25l', 'abc1'))).toBe(withoutChance(rendered('dHdv', 'def2')));
  expect(withoutChance(rendered('b25l', 'abc1'))).toBe(rendered('generated', 'computed'));
});
