import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { pages } from './pages.ts';

/** What `pages.json` says of each page: its address, and the files that it needs besides those that index.html names. */
export interface PageParts {
  readonly path: string;
  readonly parts: readonly string[];
}

const routesFile = join(import.meta.dirname, 'routes.tsx');
const frameOf = /lazy: \{ Component: async \(\) => \(await import\('(\.\/[^']+)'\)\)/;
const pageLine = /\bpage\(pages\.(\w+), async \(\) => \(await import\('(\.\/[^']+)'\)\)/;

/**
 * Writes `pages.json`. Without it a browser learns of a page's parts only when the first scripts have run: a second wait on a slow line. The gateway says them with
 * the page itself (`Link: …; rel=modulepreload`), and they come side by side.
 */
export function pageParts(): Plugin {
  return {
    name: 'page-parts',
    generateBundle: {
      // After Vite has taken out the scripts that hold nothing but styles.
      order: 'post',
      handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((it) => it.type === 'chunk');
        const entry = chunks.find((it) => it.isEntry);
        const known = new Set(entry && filesOf(entry, bundle));
        const answer = modulesOfPages().map(({ path, modules }): PageParts => {
          const own = modules.map((module) => chunks.find((it) => it.facadeModuleId === join(import.meta.dirname, module)));
          if (own.includes(undefined)) return this.error(`${path}: ${modules.join(', ')} is not a chunk of its own. Load it in routes.tsx alone, by import().`);
          const parts = new Set(own.flatMap((chunk) => (chunk ? [...filesOf(chunk, bundle)] : [])));
          return { path, parts: [...parts].filter((file) => !known.has(file)) };
        });
        this.emitFile({ type: 'asset', fileName: 'pages.json', source: JSON.stringify(answer) });
      },
    },
  };
}

/** Which modules each page is made of, by the lines of `routes.tsx`: its own, and before it that of the frame around it. */
function modulesOfPages(): { path: string; modules: string[] }[] {
  let frame: string[] = [];
  const found = new Map<string, string[]>();
  for (const line of readFileSync(routesFile, 'utf8').split('\n')) {
    const around = frameOf.exec(line)?.[1];
    if (around !== undefined) frame = [around];
    const [, name, module] = pageLine.exec(line) ?? [];
    if (name !== undefined && module !== undefined) found.set(name, [...frame, module]);
  }
  return Object.entries(pages).map(([name, path]) => {
    const modules = found.get(name);
    if (modules === undefined) throw new Error(`routes.tsx has no line "page(pages.${name}, async () => (await import('./…')).…)".`);
    return { path, modules };
  });
}

/** A chunk's file, those that it imports before it runs, and their styles. */
function filesOf(chunk: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle, files = new Set<string>()): Set<string> {
  if (files.has(chunk.fileName)) return files;
  files.add(chunk.fileName);
  for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (imported?.type === 'chunk') filesOf(imported, bundle, files);
  }
  return files;
}
