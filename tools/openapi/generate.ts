// `npm run openapi` writes docs/openapi.json and the portal's types of it; with `--check` it only says whether the committed ones are up to date.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientTypes } from './client-types.ts';

const root = join(import.meta.dirname, '../..');

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
for (const [name, content] of [['docs/openapi.json', document], ['portal/api/openapi.ts', clientTypes(document)]] as const) {
  const file = join(root, name);
  if (!process.argv.includes('--check')) {
    writeFileSync(file, content);
    console.log(`Wrote ${name}.`);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== content) {
    console.error(`${name} is stale: run \`npm run openapi\` and commit it.`);
    process.exitCode = 1;
  } else {
    console.log(`${name} is up to date.`);
  }
}
