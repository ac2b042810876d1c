import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { auditFactTexts } from '../texts/audit-fact.texts.ts';

const root = join(import.meta.dirname, '../..');
const found = (pattern: string, text: RegExp, prefix = '') =>
  globSync(pattern, { cwd: root })
    .filter((path) => !/spec|testing/.test(path))
    .flatMap((path) => [...readFileSync(join(root, path), 'utf8').matchAll(text)].map(([, name]) => `did_${prefix}${name}`));

test('every action that a service records by name has its words', () => {
  const actions = [
    ...found('{services,libs}/**/*.ts', /action: '(\w+\.\w+)'/g),
    ...found('services/leads/deal/*.ts', /event: '(\w+)'/g, 'deal.'),
    ...found('services/applications/application/*.ts', /event: '(\w+)'/g, 'application.'),
  ];
  expect(actions.length).toBeGreaterThan(60);
  expect([...new Set(actions)].filter((key) => !(key in auditFactTexts.en))).toEqual([]);
});
