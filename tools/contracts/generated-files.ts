import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Path below the root → content. */
export type Files = ReadonlyMap<string, string>;

/** What a generator owns: the files it makes, and folders in which nothing else may stand. */
export interface Generated {
  readonly files: Files;
  readonly folders: readonly string[];
}

/** One line per file that is missing, stale or no longer generated; empty where all is well. */
export function differences(root: string, { files, folders }: Generated): string[] {
  const wrong = [...files].flatMap(([path, content]) => {
    if (!existsSync(join(root, path))) return [`${path} is missing`];
    return readFileSync(join(root, path), 'utf8') === content ? [] : [`${path} is stale`];
  });
  return [...wrong, ...leftovers(root, { files, folders }).map((path) => `${path} belongs to nothing that is declared`)];
}

/** Makes the files what they should be; returns the paths that changed. */
export function writeGenerated(root: string, generated: Generated): string[] {
  const changed = [...generated.files].filter(([path, content]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== content);
  for (const [path, content] of changed) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const gone = leftovers(root, generated);
  for (const path of gone) rmSync(join(root, path));
  return [...changed.map(([path]) => path), ...gone];
}

function leftovers(root: string, { files, folders }: Generated): string[] {
  const present = folders.filter((folder) => existsSync(join(root, folder))).flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`));
  return present.filter((path) => !files.has(path)).toSorted();
}
