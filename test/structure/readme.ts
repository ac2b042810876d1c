import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './source-files.ts';

/**
 * The rows of the tables in a Markdown file, by section heading: what stands in backticks in the first cell; with `cells: 2` also the
 * second cell, after ` | `. Throws a sentence where there is no such file.
 */
export function tableRows(path: string, heading: string, cells: 1 | 2 = 1): string[] {
  if (!existsSync(join(root, path))) throw new Error(`${path} is missing: it is the table of the service's topics, tables, endpoints and environment. See CONTRIBUTING.md.`);
  const rows = sectionOf(path, heading).split('\n').flatMap((line) => {
    const found = /^\| `([^`]+)` \| ([^|]*?) *\|/.exec(line);
    return found ? [cells === 1 ? (found[1] ?? '') : `${found[1]} | ${found[2]?.replaceAll('`', '')}`] : [];
  });
  return rows.toSorted();
}

/** What a section gives the reader to type in a shell: its blocks marked `sh`, one after the other. */
export function shellOf(path: string, heading: string): string {
  return [...sectionOf(path, heading).matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block).join('\n');
}

function sectionOf(path: string, heading: string): string {
  const section = sections(readFileSync(join(root, path), 'utf8')).get(heading);
  if (section === undefined) throw new Error(`${path} has no section "## ${heading}".`);
  return section;
}

function sections(text: string): Map<string, string> {
  const parts = text.split(/^## /m).slice(1);
  return new Map(parts.map((part) => [part.split('\n', 1)[0]?.trim() ?? '', part]));
}
