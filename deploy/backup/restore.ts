/**
 * `npm run restore -- <folder> [service…]`: a backup into empty databases, which are made first where the passwords of their roles are given.
 * No service may run; `recover` comes next, and only then the services.
 */
import { join } from 'node:path';
import { provisionDatabase } from '#libs/database/provision';
import type pg from 'pg';
import { adminUrl, databasePrefix, databaseUrl, passwords } from './config.ts';
import { programConnection } from './connection.ts';
import { readManifest, sha256, type Manifest } from './manifest.ts';
import { read, run, runAsCommand } from './program.ts';
import { session } from './session.ts';

type Dump = Manifest['databases'][number];

async function restore(folder: string, named: string[]): Promise<number> {
  const { databases, takenAt } = readManifest(folder);
  const unknown = named.find((name) => !databases.some(({ service }) => service === name));
  if (unknown !== undefined) throw new Error(`${folder} holds no database of "${unknown}".`);
  const wanted = databases.filter(({ service }) => named.length === 0 || named.includes(service));
  // First every refusal, then the first change.
  for (const { service } of wanted) programConnection(databaseUrl(service));
  for (const dump of wanted) await intact(folder, dump);
  for (const { service } of wanted) await provision(service);
  for (const { service } of wanted) await empty(service);
  const began = Date.now();
  for (const { service, file } of wanted) {
    const start = Date.now();
    const url = databaseUrl(service);
    await run('pg_restore', ['--single-transaction', '--exit-on-error', `--dbname=${new URL(url).pathname.slice(1)}`, join(folder, file)], url);
    // A dump holds no statistics on which the planner could rely.
    await inDatabase(service, (client) => client.query('ANALYZE'));
    process.stdout.write(`${service}: restored in ${((Date.now() - start) / 1000).toFixed(1)} s\n`);
  }
  process.stdout.write(`${wanted.length} databases are as of ${takenAt}, after ${((Date.now() - began) / 1000).toFixed(1)} s. Next: recover ${folder}${named.map((name) => ` ${name}`).join('')}\n`);
  return 0;
}

async function intact(folder: string, { file, sha256: backedUp }: Dump): Promise<void> {
  if ((await sha256(join(folder, file))) !== backedUp) throw new Error(`${join(folder, file)} is not what was backed up: its SHA-256 differs.`);
}

async function provision(service: string): Promise<void> {
  const [admin, given] = [adminUrl(), passwords(service)];
  if (admin === undefined || given === undefined) return;
  const { hints } = await provisionDatabase({ adminUrl: admin, name: `${databasePrefix()}${service}`, ...given });
  for (const hint of hints) process.stdout.write(`${hint}\n`);
}

async function empty(service: string): Promise<void> {
  await inDatabase(service, async (client) => {
    const { rows } = await client.query<{ tables: number }>(`SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'`);
    if (rows[0]?.tables !== 0) throw new Error(`The database of ${service} is not empty (${rows[0]?.tables} tables): restore into an empty one, and keep this one until all is well.`);
  });
}

async function inDatabase<T>(service: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await session(service, { connectionString: databaseUrl(service), application_name: 'restore' });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const usage = 'npm run restore -- <folder> [service…]';
await runAsCommand(usage, 1, (args) => {
  const [folder = '', ...named] = read(usage, args, {}).positionals;
  return restore(folder, named);
});
