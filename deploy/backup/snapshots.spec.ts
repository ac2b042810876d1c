import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { messagingDatabase } from '#libs/testing/messaging-app';
import type { TestDatabase } from '#libs/testing/test-database';
import { adminUrl } from '#libs/testing/test-template';
import { startPostgres } from '../local/postgres.ts';
import { freePorts } from '../local/preflight.ts';
import { Processes } from '../local/processes.ts';
import { root } from '../local/root.ts';
import { Databases } from './databases.ts';
import { holdSnapshots } from './snapshots.ts';

jest.setTimeout(120_000);
let database: TestDatabase;
beforeAll(async () => {
  database = await messagingDatabase();
});
afterAll(() => database?.drop());

const reachable = (): string => Object.assign(new URL(adminUrl()), { pathname: new URL(database.url).pathname }).toString();
const leadsIsAway = (service: string): string => (service === 'leads' ? 'postgres://nobody@127.0.0.1:1/leads' : reachable());
const sessions = async (): Promise<number | undefined> =>
  (await database.query<{ open: number }>(`SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = current_database() AND application_name IN ('backup', 'recover')`))[0]?.open;

test('every database is held at one moment', async () => {
  const held = await holdSnapshots(reachable);
  expect(held.map(({ service }) => service)).toContain('leads');
  expect(await sessions()).toBe(held.length);
  await Promise.all(held.map(({ client }) => client.end()));
});

test('where one database cannot be reached, it is named, and no session stays open that would keep the process alive', async () => {
  await expect(holdSnapshots(leadsIsAway)).rejects.toThrow('The database of leads cannot be reached: ');
  await expect(Databases.open(leadsIsAway)).rejects.toThrow('The database of leads cannot be reached: ');
  for (let open = await sessions(); open !== 0; open = await sessions());
});

test('a standby, which may be behind what its consumers have committed, is not backed up', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'standby-'));
  // PostgreSQL's own user has to pass through here when we are root.
  chmodSync(directory, 0o755);
  const processes = new Processes({ listFile: join(directory, 'processes.json') });
  const [port = 0] = await freePorts(1);
  const options = { processes, root, directory: join(directory, 'postgres'), logFile: join(directory, 'postgres.log'), settings: { fsync: 'off' }, port, password: 'only-for-this-spec', restart: false, say: () => undefined };
  try {
    const primary = await startPostgres(options);
    primary.child.kill('SIGINT');
    await primary.child.hasEnded();
    writeFileSync(join(directory, 'postgres', 'data', 'standby.signal'), '');
    const { url } = await startPostgres(options);
    await expect(holdSnapshots(() => url)).rejects.toThrow('is a standby');
  } finally {
    await processes.stop();
    rmSync(directory, { recursive: true, force: true });
  }
});
