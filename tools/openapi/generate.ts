// `npm run openapi` writes docs/openapi.json; with `--check` it only says whether the committed one is up to date.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const file = join(root, 'docs/openapi.json');

function run(script: string): string {
  const done = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, script)], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'inherit'] });
  if (done.status !== 0) {
    console.error(`${script} failed.\n${done.stdout}`);
    process.exit(1);
  }
  return done.stdout;
}

run('tools/build.ts');
const document = run('tools/openapi/describe.ts');
if (!process.argv.includes('--check')) {
  writeFileSync(file, document);
  console.log('Wrote docs/openapi.json.');
} else if (!existsSync(file) || readFileSync(file, 'utf8') !== document) {
  console.error('docs/openapi.json is stale: run `npm run openapi` and commit it.');
  process.exitCode = 1;
} else {
  console.log('docs/openapi.json is up to date.');
}
