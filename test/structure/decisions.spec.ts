import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from './source-files.ts';

const folder = join(root, 'docs/adr');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

test('docs/adr/README.md lists every decision under its number and title', () => {
  const expected = readdirSync(folder)
    .filter((name) => /^\d{4}-/.test(name))
    .toSorted()
    .map((name) => {
      const [, number, title] = /^# (\d+)\. (.+)/.exec(read(name)) ?? [];
      expect([name, Number(number)]).toEqual([name, Number(name.slice(0, 4))]);
      return `- [${number}](${name}) ${title}`;
    });
  expect(read('README.md').split('\n').filter((line) => line.startsWith('- '))).toEqual(expected);
});
