import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka } from '../../deploy/local/kafka.ts';
import { startPostgres } from '../../deploy/local/postgres.ts';
import { freePorts } from '../../deploy/local/preflight.ts';
import type { Processes } from '../../deploy/local/processes.ts';
import { root } from '../../deploy/local/root.ts';
import { testConfig } from './config.ts';

export type Servers = { databaseUrl: string; brokers: string; remove: () => void };

// Nothing of a test run has to survive a power cut; several stacks and a Jest worker each bring pools.
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

/** PostgreSQL and Kafka for one test run, on free ports with data of their own; those of the environment where it names some. */
export async function startServers(processes: Processes, say: (sentence: string) => void): Promise<Servers> {
  const given = testConfig();
  const directory = mkdtempSync(join(tmpdir(), 'pms-test-'));
  // PostgreSQL's own user has to pass through here when we are root.
  if (process.getuid?.() === 0) chmodSync(directory, 0o755);
  const [postgresPort = 0, port = 0, controllerPort = 0] = await freePorts(3);
  const postgres = async (): Promise<string> => {
    const options = { processes, root, directory: join(directory, 'postgres'), logFile: join(directory, 'postgres.log'), settings: SETTINGS };
    return (await startPostgres({ ...options, port: postgresPort, password: 'only-for-this-test-run', restart: false, say })).url;
  };
  const kafka = async (): Promise<string> => {
    const options = { processes, jarDirectory: join(root, '.local/kafka'), directory: join(directory, 'kafka'), logFile: join(directory, 'kafka.log') };
    return (await startKafka({ ...options, port, controllerPort, restart: false, say })).brokers;
  };
  const [databaseUrl, brokers] = await Promise.all([given.databaseUrl ?? postgres(), given.brokers ?? kafka()]);
  return { databaseUrl, brokers, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
