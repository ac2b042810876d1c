/**
 * `npm run backup -- <folder>`: all databases as of one moment, and how far the consumers had read then. Everything may run meanwhile.
 * Variables: config.ts; programs: pg_dump of the server's version or a newer one.
 */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TopicPlaces, type Places } from '#libs/messaging/topic.places';
import pg from 'pg';
import { databaseUrl, kafkaOptions, services } from './config.ts';
import { contentFile, sha256, type Manifest } from './manifest.ts';
import { run, runAsCommand } from './program.ts';
import { topics } from './topics.ts';

type Held = { service: string; url: string; client: pg.Client; snapshot: string; takenAt: string; server: string };

/**
 * One transaction in each database at once, whose snapshot pg_dump takes over. They are milliseconds apart, which is less than an event needs from one
 * service to the next: no database holds what another has done after its own snapshot.
 */
async function hold(): Promise<Held[]> {
  const connected = await Promise.all(
    services.map(async (service) => {
      const url = databaseUrl(service);
      const client = new pg.Client({ connectionString: url, application_name: 'backup' });
      client.on('error', () => undefined);
      await client.connect();
      await client.query('SET idle_in_transaction_session_timeout = 0; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return { service, url, client };
    }),
  );
  return Promise.all(
    connected.map(async (it) => {
      const { rows } = await it.client.query<{ snapshot: string; takenAt: Date; server: string }>(
        `SELECT pg_export_snapshot() AS snapshot, clock_timestamp() AS "takenAt", current_setting('server_version') AS server`,
      );
      const [row] = rows;
      if (row === undefined) throw new Error(`The database of ${it.service} gave no snapshot.`);
      return { ...it, snapshot: row.snapshot, takenAt: row.takenAt.toISOString(), server: row.server };
    }),
  );
}

async function backup(folder: string): Promise<number> {
  mkdirSync(folder, { mode: 0o700 });
  // Before the snapshots: what a group has committed by now, every snapshot holds; what ended up behind the ends is younger than they are, or was waiting.
  const places: Places = await new TopicPlaces(kafkaOptions(), topics).read(services);
  const began = Date.now();
  const held = await hold();
  const times = held.map(({ takenAt }) => Date.parse(takenAt));
  const databases: Manifest['databases'] = [];
  try {
    for (const { service, url, snapshot, takenAt, server } of held) {
      const file = `${service}.dump`;
      const path = join(folder, file);
      const start = Date.now();
      await run('pg_dump', ['--format=custom', `--snapshot=${snapshot}`, `--file=${path}`], url);
      const bytes = statSync(path).size;
      const seconds = (Date.now() - start) / 1000;
      databases.push({ service, file, bytes, sha256: await sha256(path), takenAt, server, seconds });
      process.stdout.write(`${service}: ${(bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s\n`);
    }
  } finally {
    await Promise.all(held.map(({ client }) => client.end()));
  }
  const manifest: Manifest = { version: 1, takenAt: new Date(Math.min(...times)).toISOString(), spreadMs: Math.max(...times) - Math.min(...times), seconds: (Date.now() - began) / 1000, databases, places };
  // Last: a folder without it is none that can be restored.
  writeFileSync(contentFile(folder), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  process.stdout.write(`${folder}: ${databases.length} databases as of ${manifest.takenAt}, ${manifest.spreadMs} ms apart, in ${manifest.seconds.toFixed(1)} s.\n`);
  return 0;
}

await runAsCommand('npm run backup -- <new folder>', 1, ([folder = '']) => backup(folder));
