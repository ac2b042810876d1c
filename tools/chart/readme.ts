import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { chart, Refused } from './run.ts';

interface Entry {
  readonly path: readonly string[];
  readonly comment: string;
}

const begin = '<!-- values: generated from values.yaml by npm run chart -->';
const end = '<!-- /values -->';

/** README.md of the chart with the table of its values as values.yaml has them. Throws `Refused` where a value has no comment. */
export function readme(): string {
  const text = readFileSync(join(chart, 'README.md'), 'utf8');
  const [before, after] = [text.split(begin)[0] ?? '', text.split(end)[1]];
  if (!text.includes(begin) || after === undefined) throw new Refused('README.md of the chart lost the place of its values.');
  return `${before}${begin}\n${table(readFileSync(join(chart, 'values.yaml'), 'utf8'))}\n${end}${after}`;
}

/** The table of a values file. */
export function table(text: string): string {
  const values: unknown = parse(text);
  const entries = entriesOf(text);
  const commented = entries.filter(({ comment }) => comment !== '');
  const parents = new Set(commented.map(({ path }) => path.slice(0, -1).join('.')));
  // What a service overrides is explained where `defaults` has it.
  const bare = entries.filter(({ path, comment }) => comment === '' && parents.has(path.slice(0, -1).join('.')) && !(path[0] === 'services' && path.length > 2));
  if (bare.length > 0) throw new Refused(`Values without a comment: ${bare.map(({ path }) => path.join('.')).join(', ')}`);
  const rows = commented.map(({ path, comment }) => `| \`${path.join('.')}\` | ${parents.has(path.join('.')) ? '' : shown(valueAt(values, path))} | ${comment.replaceAll('|', '\\|')} |`);
  return ['| value | default | what |', '|---|---|---|', ...rows].join('\n');
}

/** Every key that stands on a line of its own, with the comment above it. */
function entriesOf(text: string): Entry[] {
  const entries: Entry[] = [];
  const stack: { indent: number; key: string }[] = [];
  let comment: string[] = [];
  for (const line of text.split('\n')) {
    const [, said] = /^\s*# (.*)$/.exec(line) ?? [];
    const [, indent, key] = /^( *)([\w.-]+):/.exec(line) ?? [];
    if (said !== undefined) comment.push(said);
    else if (indent !== undefined && key !== undefined) {
      while ((stack.at(-1)?.indent ?? -1) >= indent.length) stack.pop();
      stack.push({ indent: indent.length, key });
      entries.push({ path: stack.map((each) => each.key), comment: comment.join(' ') });
    }
    if (said === undefined) comment = [];
  }
  return entries;
}

function valueAt(values: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, key) => (typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined), values);
}

const shown = (value: unknown): string => (value === '' ? '' : `\`${JSON.stringify(value).replaceAll('|', '\\|')}\``);
