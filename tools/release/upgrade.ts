// `npm run upgrade:check [-- <pattern of specs>]`: proves that the code of the newest release works on the schema of this working tree, as it must while an
// upgrade rolls and after a rollback. It checks the release out beside, migrates databases by the code of this tree, and runs the release's own specs of its
// services on copies of them. Uses TEST_DATABASE_URL and TEST_KAFKA_BROKERS, or starts servers of its own. See docs/operations/upgrade.md.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Processes } from '../../deploy/local/processes.ts';
import { root } from '../../deploy/local/root.ts';
import { StartError } from '../../deploy/local/start-error.ts';
import { newerTemplate } from '../../libs/testing/test-template.ts';
import { environmentWith } from '../test/config.ts';
import { startServers } from '../test/servers.ts';
import { builtServices } from './services.ts';

const scratch = mkdtempSync(join(tmpdir(), 'pms-upgrade-'));
const checkout = join(scratch, 'release');
const processes = new Processes({ listFile: join(scratch, 'processes.json') });
let endJest = (): void => undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => endJest());

const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

try {
  const tag = newestRelease();
  console.log(`The code of ${tag} (${git('rev-parse', '--short', `${tag}^{commit}`)}) on the schema of this working tree.`);
  git('worktree', 'add', '--detach', '--force', checkout, tag);
  dependencies();
  const servers = await startServers(processes, (sentence) => console.log(sentence));
  const mark = randomBytes(5).toString('hex');
  for (const service of await builtServices()) {
    await newerTemplate(servers.databaseUrl, service, mark);
    console.log(`  ${service.name}: ${service.migrations.length} migrations of this tree`);
  }
  const code = await specs({ TEST_DATABASE_URL: servers.databaseUrl, TEST_KAFKA_BROKERS: servers.brokers, TEST_SCHEMA: mark });
  console.log(code === 0 ? `${tag} passes its specs on this schema: an upgrade may roll, and may be rolled back.` : `${tag} does not pass its specs on this schema: what failed above would fail in the running version during an upgrade.`);
  process.exitCode = code;
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
} finally {
  await processes.stop();
  rmSync(scratch, { recursive: true, force: true });
  git('worktree', 'prune');
}

function newestRelease(): string {
  const [newest] = git('tag', '--list', 'v[0-9]*.[0-9]*.[0-9]*', '--sort=-version:refname', '--merged', 'HEAD').split('\n').filter((tag) => /^v\d+\.\d+\.\d+$/.test(tag));
  if (!newest) throw new StartError('This clone has no release tag (v1.2.3) behind its HEAD, so nothing can be proved: before the first release that is right; in a clone without tags, git fetch --tags --unshallow brings them.');
  return newest;
}

/** The release's own packages: those that are here where its lockfile is the same, else installed anew. */
function dependencies(): void {
  const lock = (folder: string) => readFileSync(join(folder, 'package-lock.json'), 'utf8');
  if (lock(checkout) === lock(root)) {
    symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
  } else {
    console.log('Its lockfile is another one: npm ci …');
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: checkout, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  mkdirSync(join(checkout, '.local'), { recursive: true });
}

/** All specs of the release's services, but for those of its files that touch no database. */
function specs(env: Record<string, string>): Promise<number> {
  const patterns = process.argv.slice(2);
  const jest = join(checkout, 'node_modules/jest/bin/jest.js');
  const args = ['--disable-warning=ExperimentalWarning', '--experimental-vm-modules', jest, '--selectProjects', 'specs', '--forceExit', ...(patterns.length > 0 ? patterns : files())];
  const child = spawn(process.execPath, args, { cwd: checkout, env: environmentWith(env), stdio: ['ignore', 'inherit', 'inherit'] });
  endJest = () => child.kill('SIGTERM');
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function files(): string[] {
  const found = execFileSync('git', ['grep', '-lE', '(testDatabase|start[A-Z][a-zA-Z]*|[a-z]+Stage)\\(', '--', 'services/**/*.spec.ts'], { cwd: checkout, encoding: 'utf8' });
  return found.trim().split('\n');
}
