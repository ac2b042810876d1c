import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../../deploy/local/postgres.ts';
import { freePorts } from '../../deploy/local/preflight.ts';
import type { Processes } from '../../deploy/local/processes.ts';
import { root } from '../../deploy/local/root.ts';
import { testConfig } from '../test/config.ts';

/** The administrator's address of TEST_DATABASE_URL, or of a PostgreSQL that is started below `directory` and stops with `processes`. */
export async function startDatabase(processes: Processes, directory: string): Promise<string> {
  const { databaseUrl } = testConfig();
  if (databaseUrl) return databaseUrl;
  // PostgreSQL's own user has to pass through here when we are root.
  if (process.getuid?.() === 0) chmodSync(directory, 0o755);
  const [port = 0] = await freePorts(1);
  const options = { processes, root, directory: join(directory, 'postgres'), logFile: join(directory, 'postgres.log'), settings: { fsync: 'off', max_connections: '300' } };
  return (await startPostgres({ ...options, port, password: 'only-for-this-run', restart: false, say: () => undefined })).url;
}
