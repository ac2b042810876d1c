import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './source-files.ts';

/**
 * The rows of the tables in a Markdown file, by section heading: what stands in backticks in the first cell; with `cells: 2` also the
 * second cell, after ` | `. Throws a sentence where there is no such file.
 */
export function tableRows(path: string, heading: string, cells: 1 | 2 = 1): string[] {
  const file = join(root, path);
  if (!existsSync(file)) throw new Error(`${path} is missing: it is the table of the service's topics, tables, endpoints and environment. See CONTRIBUTING.md.`);
  const section = sections(readFileSync(file, 'utf8')).get(heading);
  if (section === undefined) throw new Error(`${path} has no section "## ${heading}".`);
  const rows = section.split('\n').flatMap((line) => {
    const found = /^\| `([^`]+)` \| ([^|]*?) *\|/.exec(line);
    return found ? [cells === 1 ? (found[1] ?? '') : `${found[1]} | ${found[2]?.replaceAll('`', '')}`] : [];
  });
  return rows.toSorted();
}

function sections(text: string): Map<string, string> {
  const parts = text.split(/^## /m).slice(1);
  return new Map(parts.map((part) => [part.split('\n', 1)[0]?.trim() ?? '', part]));
}
