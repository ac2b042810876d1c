/**
 * `npm run backup -- <folder>`: all databases as of one moment, and how far the consumers had read then. Everything may run meanwhile.
 * Variables: config.ts; programs: pg_dump of the server's version or a newer one.
 */
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TopicPlaces, type Places } from '#libs/messaging/topic.places';
import { databaseUrl, kafkaOptions, services } from './config.ts';
import { programConnection } from './connection.ts';
import { makeFolder } from './folder.ts';
import { contentFile, sha256, type Manifest } from './manifest.ts';
import { read, run, runAsCommand } from './program.ts';
import { holdSnapshots } from './snapshots.ts';
import { topics } from './topics.ts';

async function backup(folder: string): Promise<number> {
  // First every refusal.
  for (const service of services) programConnection(databaseUrl(service));
  // Before the snapshots: what a group has committed by now, every snapshot holds; what ended up behind the ends is younger than they are, or was waiting.
  const places: Places = await new TopicPlaces(kafkaOptions(), topics).read(services);
  makeFolder(folder);
  const began = Date.now();
  const held = await holdSnapshots(databaseUrl);
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

const usage = 'npm run backup -- <new folder>';
await runAsCommand(usage, 1, (args) => backup(read(usage, args, {}).positionals[0] ?? ''));
