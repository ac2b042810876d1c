// `npm run screenshots`: every page and state of the portal that the browser specs stand on, at both widths, in both themes and both languages, into `.local/screenshots/`.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../deploy/local/root.ts';

const folder = join(root, '.local/screenshots');
rmSync(folder, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [...process.execArgv, join(root, 'tools/test/main.ts'), 'test/browser'], { cwd: root, stdio: 'inherit' });
console.log(`${readdirSync(folder).length} screenshots stand in ${folder}`);
process.exitCode = status ?? 1;
