import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../deploy/local/root.ts';

/** A command that must succeed. */
export type Check = { title: string; args: string[] };

const bin = (path: string): string => join(root, 'node_modules', path);
const scripts = ['--conditions=source', '--disable-warning=ExperimentalWarning'];

/** What CI checks before the specs, in lanes that may run beside each other; each check runs on Node with these arguments. */
export function checks(): Check[][] {
  const folders = ['services', 'libs', 'portal', 'deploy', 'tools', 'test', 'bench'].filter((folder) => existsSync(join(root, folder)));
  return [
    [
      { title: 'Build', args: ['--disable-warning=ExperimentalWarning', join(root, 'tools/build.ts')] },
      // After the build: the document comes from the compiled services, the types from the document.
      { title: 'Generated OpenAPI document and the portal’s types of it are fresh', args: ['--disable-warning=ExperimentalWarning', join(root, 'tools/openapi/generate.ts'), '--check'] },
      { title: 'Type check', args: [bin('typescript/lib/tsc.js'), '-p', 'tsconfig.json', '--noEmit'] },
      { title: 'Type check of the portal', args: [bin('typescript/lib/tsc.js'), '-p', 'portal/tsconfig.json'] },
    ],
    [
      { title: 'Chart', args: [...scripts, join(root, 'tools/chart/main.ts'), '--check'] },
      { title: 'Lint', args: [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings'] },
      { title: 'Module boundaries', args: [bin('dependency-cruiser/bin/dependency-cruiser.mjs'), '--config', '.dependency-cruiser.cjs', ...folders] },
      { title: 'Generated contracts are fresh', args: [...scripts, join(root, 'tools/contracts/generate.ts'), '--check'] },
    ],
  ];
}
