// docs/operations/security.md against the standard: every requirement of ASVS 5.0.0, levels 1 and 2, has its row, and every proof that a row names is there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from './source-files.ts';

interface Row {
  readonly id: string;
  readonly level: string;
  readonly state: string;
  readonly reason: string;
}
const { levels }: { levels: Record<string, Record<string, number[]>> } = JSON.parse(readFileSync(join(import.meta.dirname, 'asvs-5.0.0.json'), 'utf8'));
const standard = Object.entries(levels).flatMap(([level, sections]) => Object.entries(sections).flatMap(([section, numbers]) => numbers.map((number) => `${section}.${number} ${level}`)));

const text = readFileSync(join(root, 'docs/operations/security.md'), 'utf8');
const rows = (of: string): Row[] => [...of.matchAll(/^\| (V[\d.]+) \| (\d) \| [^|]+ \| ([^|]+) \| ([^|]*) \|$/gm)].map(([, id = '', level = '', state = '', reason = '']) => ({ id, level, state, reason }));
const specsIn = (reason: string): string[] => [...reason.matchAll(/`([^`]+\.spec\.ts)`/g)].map(([, path = '']) => path);
/** Without a proof, or with a state that nobody has explained. */
const unproven = ({ state, reason }: Row): boolean => !['tested', 'met', 'operator', 'n/a', '**not met**'].includes(state) || (state === 'tested' ? specsIn(reason).length === 0 : reason.trim() === '');

test('every requirement of levels 1 and 2 has one row, and no other has one', () => {
  expect(standard).toHaveLength(253);
  expect(rows(text).map(({ id, level }) => `${id} ${level}`).toSorted()).toEqual(standard.toSorted());
});

test('every row names specs that are there, or says why not', () => {
  expect(rows(text).filter(unproven)).toEqual([]);
  const missing = rows(text).flatMap(({ id, reason }) => specsIn(reason).filter((path) => !existsSync(join(root, path))).map((path) => `${id}: ${path}`));
  expect(missing).toEqual([]);
});

test('the summary counts the rows', () => {
  for (const [, state = '', one, two] of text.matchAll(/^\| (tested|met|operator|n\/a|not met) \| (\d+) \| (\d+) \|$/gm)) {
    const count = (level: string) => rows(text).filter((row) => row.state.replaceAll('*', '') === state && row.level === level).length;
    expect([state, Number(one), Number(two)]).toEqual([state, count('1'), count('2')]);
  }
});

test('a row without a proof or reason is found', () => {
  const some = rows('| V1.2.3 | 1 | something | tested | by hand |\n| V1.2.4 | 1 | something | met |  |\n| V1.2.5 | 1 | something | done | yes |\n| V1.2.6 | 1 | something | tested | `a/b.spec.ts` |');
  expect(some.filter(unproven).map(({ id }) => id)).toEqual(['V1.2.3', 'V1.2.4', 'V1.2.5']);
});
