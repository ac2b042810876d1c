import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { filesBelow, root } from './source-files.ts';

interface Source {
  readonly path: string;
  readonly text: string;
}

const folders = ['services', 'libs', 'deploy', 'tools', 'test', 'bench', 'portal'];
const sources: Source[] = folders
  .flatMap(filesBelow)
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

const lines = (text: string) => text.split('\n').length - 1;
const pathsOf = (found: readonly Source[]) => found.map(({ path }) => path);

const tooLong = ({ text }: Source) => lines(text) > 300 && !/^(\/\/|\/\*\*?) .{20,}/.test(text);
/** Migrations and seeds start with what orders them: `03-application.migration.ts`, `1760200000001-accounts.ts`. */
const oddlyNamed = ({ path }: Source) => !/(^|\/)[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+(-[a-z]+)*){0,2}\.tsx?$/.test(path);
/** A migration says the same for ever; words of today's contracts would make another table of a new database than of an old one. */
const unsettled = ({ path, text }: Source) => /(\/migrations\/|\.migration\.ts$)/.test(path) && /from '[^']*\/contracts\//.test(text);
const nowhere = ({ path }: Source) => /\/(commons?|shared|utils?|helpers?|misc)\//.test(path);
const reExport = /export\s+(?:type\s+)?\{[^}]*\}\s+from\s+'[^']+';?/g;
/** A file that says nothing itself and only hands on what others say. */
const barrel = ({ path, text }: Source) => {
  const said = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').trim();
  return /(^|\/)index\.tsx?$/.test(path) || /^export \*/m.test(said) || (said !== '' && said.replaceAll(reExport, '').trim() === '');
};

describe('the shape of the sources', () => {
  test('half of them are shorter than 80 lines', () => {
    const lengths = sources.map(({ text }) => lines(text)).toSorted((a, b) => a - b);
    expect(lengths.length).toBeGreaterThan(200);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(80);
  });

  test('none is longer than 300 without a reason in its first line', () => {
    expect(pathsOf(sources.filter(tooLong))).toEqual([]);
  });

  test('all are named in kebab-case, noun.role.ts', () => {
    expect(pathsOf(sources.filter(oddlyNamed))).toEqual([]);
  });

  test('folders are named for the domain', () => {
    expect(pathsOf(sources.filter(nowhere))).toEqual([]);
  });

  test('migrations take no words from the contracts', () => {
    expect(pathsOf(sources.filter(unsettled))).toEqual([]);
  });

  test('there are no barrels', () => {
    expect(pathsOf(sources.filter(barrel))).toEqual([]);
  });

  test('what breaks these rules is found', () => {
    const long = 'const x = 1;\n'.repeat(301);
    expect(tooLong({ path: 'a.ts', text: long })).toBe(true);
    expect(tooLong({ path: 'a.ts', text: `// One table, read as a whole by the people who edit it.\n${long}` })).toBe(false);
    expect(['libs/a/Deal.service.ts', 'libs/a/dealService.ts', 'libs/a/deal_service.ts'].filter((path) => oddlyNamed({ path, text: '' }))).toHaveLength(3);
    expect(nowhere({ path: 'libs/utils/a.ts', text: '' })).toBe(true);
    expect(["export * from './a.ts';", "// All of it.\nexport { a } from './a.ts';\nexport type { B } from './b.ts';"].filter((text) => barrel({ path: 'a.ts', text }))).toHaveLength(2);
  });
});
