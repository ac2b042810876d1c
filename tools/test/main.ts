// `npm test`: every check that CI runs, then all specs against a real PostgreSQL and a real Kafka. `npm test -- <pattern>` runs the matching specs only.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandFailed, Processes } from '../../deploy/local/processes.ts';
import { root } from '../../deploy/local/root.ts';
import { signalProcess } from '../../deploy/local/running-process.ts';
import { StartError } from '../../deploy/local/start-error.ts';
import { type Check, checks } from './checks.ts';
import { environmentWith } from './config.ts';
import { add, lastLine, tallyOf, type Tally } from './result.ts';
import { startServers, type Servers } from './servers.ts';

/** A Jest that has written its report but does not end has left something open, which is a failure and must not hang CI. */
const LINGERING_MS = 20_000;

const patterns = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'pms-test-run-'));
const processes = new Processes({
  listFile: join(scratch, 'processes.json'),
  onCrash: ({ name, how, lastLines }) => {
    if (!processes.isStopping) console.error(`${name} ${how}:\n${lastLines.join('\n')}`);
  },
});
let servers: Servers | undefined;
let endJest: (signal: NodeJS.Signals) => void = () => undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    endJest('SIGTERM');
    void cleanUp().then(() => process.exit(130));
  });
}

let tally: Tally = { passed: 0, failed: 0 };
if (patterns.length > 0) {
  console.log(`Only the specs that match ${patterns.join(' ')}; the checks are left out.`);
  tally = await runChecks(['Build']);
} else {
  tally = await runChecks();
}
tally = add(tally, await runSpecs());
await cleanUp();
console.log(lastLine(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;

/** Two at a time, as most of them use one processor; those that need what another makes come in its lane. */
async function runChecks(only?: string[]): Promise<Tally> {
  const lanes = checks().map((lane) => lane.filter(({ title }) => only?.includes(title) ?? true));
  const tallies = await Promise.all(lanes.map(async (lane) => {
    let sum: Tally = { passed: 0, failed: 0 };
    for (const check of lane) sum = add(sum, await runCheck(check));
    return sum;
  }));
  return tallies.reduce(add, { passed: 0, failed: 0 });
}

async function runCheck({ title, args }: Check): Promise<Tally> {
  const began = performance.now();
  try {
    await processes.run(process.execPath, args, { cwd: root, env: environmentWith({ NO_COLOR: '1' }) });
    console.log(`✓  ${title} (${seconds(began)})`);
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.log(`✗  ${title} (${seconds(began)})\n${error instanceof CommandFailed ? error.output : String(error)}`);
    return { passed: 0, failed: 1 };
  }
}

async function runSpecs(): Promise<Tally> {
  const began = performance.now();
  try {
    servers = await startServers(processes, (sentence) => console.log(`   ${sentence}`));
  } catch (error) {
    console.error(error instanceof StartError ? error.message : error);
    return { passed: 0, failed: 1 };
  }
  console.log(`✓  PostgreSQL and Kafka (${seconds(began)})`);
  const report = join(scratch, 'jest.json');
  const exitCode = await jest(report, environmentWith({ TALLY_FILE: report, TEST_DATABASE_URL: servers.databaseUrl, TEST_KAFKA_BROKERS: servers.brokers }));
  return tallyOf(report, exitCode);
}

/** Runs in our own process group with the terminal's standard streams, so that its progress and summary look as they always do. */
async function jest(report: string, env: NodeJS.ProcessEnv): Promise<number | null> {
  const flags = ['--disable-warning=ExperimentalWarning', '--experimental-vm-modules', join(root, 'node_modules/jest/bin/jest.js')];
  const reporters = ['--reporters=default', `--reporters=${join(import.meta.dirname, 'tally.reporter.cjs')}`];
  const child = spawn(process.execPath, [...flags, ...patterns, ...reporters], { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  endJest = (signal) => {
    // Its workers do not end with it, nor by a signal that was sent to us alone.
    const workers = child.pid === undefined || child.exitCode !== null ? [] : childrenOf(child.pid);
    child.kill(signal);
    for (const worker of workers) signalProcess(worker, signal);
  };
  let lingering: NodeJS.Timeout | undefined;
  const watch = setInterval(() => {
    if (lingering || !existsSync(report)) return;
    lingering = setTimeout(() => {
      console.error('Jest has finished but does not end: a spec has left something open (a server, a timer, a connection).');
      child.kill('SIGKILL');
    }, LINGERING_MS);
  }, 500);
  try {
    return await new Promise<number | null>((resolve) => {
      child.once('error', () => resolve(null));
      child.once('close', (code) => resolve(code));
    });
  } finally {
    endJest = () => undefined;
    clearInterval(watch);
    clearTimeout(lingering);
  }
}

/** None where the system cannot say: whoever wants Jest to end must not fail for that. */
function childrenOf(parent: number): number[] {
  try {
    const listed = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
    const pairs = listed.trim().split('\n').map((line) => line.trim().split(/\s+/).map(Number));
    return pairs.flatMap(([pid, ppid]) => (pid !== undefined && ppid === parent ? [pid] : []));
  } catch {
    return [];
  }
}

async function cleanUp(): Promise<void> {
  await processes.stop();
  servers?.remove();
  rmSync(scratch, { recursive: true, force: true });
}

function seconds(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}
