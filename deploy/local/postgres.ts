import { mkdirSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync, renameSync, chownSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Child } from './child.ts';
import { inheritedEnvironment } from './config.ts';
import { lastLines } from './log-file.ts';
import { placePostgres, type PostgresPlace } from './postgres-place.ts';
import type { Processes } from './processes.ts';
import { codeOf, StartError } from './start-error.ts';

const SUPERUSER = 'postgres';
const START_TIMEOUT_MS = 60_000;

export type PostgresOptions = {
  processes: Processes;
  /** The clone, and the folder (normally `.local/postgres`) that holds the data. */
  root: string;
  directory: string;
  logFile: string;
  port: number;
  password: string;
  /** `-c name=value` settings, for instance `{ fsync: 'off' }` for tests. */
  settings?: Record<string, string>;
  restart: boolean;
  say: (sentence: string) => void;
};

/** Starts the embedded PostgreSQL, creating its data on the first start, and returns the superuser's address. */
export async function startPostgres(options: PostgresOptions): Promise<{ url: string; child: Child }> {
  const place = await placePostgres(options);
  repairInterruptedCreation(place, options);
  const data = join(place.directory, 'data');
  if (!existsSync(data)) await createData(place, data, options);
  checkData(data);
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200', ...options.settings };
  const child = options.processes.start({
    name: 'postgres',
    command: join(place.binaries, 'postgres'),
    args: ['-D', data, '-p', String(options.port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    env: { ...inheritedEnvironment(), LC_ALL: 'C' },
    cwd: place.directory,
    user: place.user,
    logFile: options.logFile,
    // SIGINT is PostgreSQL's fast shutdown: it ends sessions instead of waiting for them.
    stopSignal: 'SIGINT',
    stopOrder: 3,
    graceMs: 2500,
    restart: options.restart,
  });
  const url = `postgres://${SUPERUSER}:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/postgres`;
  await untilItAnswers(url, options);
  return { url, child };
}

/** Data is made under another name and renamed when complete, so what still has that name was cut short and holds nothing of value. */
function repairInterruptedCreation(place: PostgresPlace, { say }: PostgresOptions): void {
  if (!existsSync(place.directory)) return;
  const unfinished = readdirSync(place.directory).filter((name) => name.startsWith('data.new'));
  if (unfinished.length > 0) say('An earlier start was cut short while it created the database: that step starts over.');
  for (const name of unfinished) rmSync(join(place.directory, name), { recursive: true, force: true });
}

async function createData(place: PostgresPlace, data: string, options: PostgresOptions): Promise<void> {
  const unfinished = `${data}.new`;
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const passwordFile = join(place.directory, 'password.new');
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  if (place.user) {
    chownSync(unfinished, place.user.uid, place.user.gid);
    chownSync(passwordFile, place.user.uid, place.user.gid);
  }
  // The built-in locale gives the same order and case rules on every system.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const safety = options.settings?.['fsync'] === 'off' ? ['--no-sync'] : [];
  try {
    await options.processes.run(
      join(place.binaries, 'initdb'),
      [`--pgdata=${unfinished}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', ...locale, ...safety],
      { cwd: place.directory, env: { ...inheritedEnvironment(), LC_ALL: 'C' }, ...place.user },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, data);
}

function checkData(data: string): void {
  const remedy = `restore it, or remove .local/ to begin with empty data (rm -rf ${data} .local)`;
  const missing = ['PG_VERSION', 'global/pg_control', 'postgresql.conf'].find((file) => !existsSync(join(data, file)));
  if (missing) throw new StartError(`The database in ${data} is incomplete (${missing} is missing): ${remedy}.`);
  const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (version !== '18') throw new StartError(`The database in ${data} was written by PostgreSQL ${version}, and this is 18: ${remedy}.`);
}

async function untilItAnswers(url: string, { logFile, port, processes }: PostgresOptions): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const problem = await tryConnect(url);
    if (!problem) return;
    if (problem === '28P01') {
      throw new StartError(`PostgreSQL on port ${port} refuses the password in .local/secrets.json: restore that file, or remove .local/ to begin with empty data.`);
    }
    if (processes.isStopping) return;
    if (performance.now() > deadline) {
      throw new StartError(`PostgreSQL did not start within ${START_TIMEOUT_MS / 1000} s; the end of ${logFile}:\n${lastLines(logFile).join('\n')}`);
    }
    await sleep(100);
  }
}

/** The code of the problem, or undefined when a connection could be made. */
async function tryConnect(url: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return undefined;
  } catch (error) {
    return codeOf(error) ?? String(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}
