// docs/operations against the portal and itself: where it sends people there is something.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { pagePaths } from '../../portal/pages.ts';
import { root } from './source-files.ts';

const folder = join(root, 'docs/operations');
const texts = ['', 'runbook'].flatMap((part) => readdirSync(join(folder, part)).filter((name) => name.endsWith('.md')).map((name) => [join(part, name), readFileSync(join(folder, part, name), 'utf8')] as const));
/** Addresses of processes, and a file, that are no pages. */
const others = /^\/(api|health|metrics|bin)(\/|$)/;

test.each(texts)('%s sends people to pages that the portal has', (_, text) => {
  const named = [...text.matchAll(/`(\/[a-z][a-z/-]*)`/g)].map(([, path = '']) => path).filter((path) => !others.test(path));
  expect(named.filter((path) => !pagePaths.includes(path))).toEqual([]);
});

test('every page for operators is in their table of contents', () => {
  const contents = texts.find(([name]) => name === 'README.md')?.[1] ?? '';
  const missing = texts.map(([name]) => name).filter((name) => name !== 'README.md' && !name.startsWith('runbook/') && !contents.includes(`](${name})`));
  expect(missing).toEqual([]);
});
