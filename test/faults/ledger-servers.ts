import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Child } from '../../deploy/local/child.ts';
import { answersAsKafka, startKafka } from '../../deploy/local/kafka.ts';
import { logFile } from '../../deploy/local/log-file.ts';
import { startPostgres } from '../../deploy/local/postgres.ts';
import { freePorts } from '../../deploy/local/preflight.ts';
import { Processes } from '../../deploy/local/processes.ts';
import { root } from '../../deploy/local/root.ts';

/** A PostgreSQL and a broker of one test's own: other tests must not notice that they are killed. */
export interface OwnServers {
  readonly processes: Processes;
  readonly databaseUrl: string;
  readonly brokers: string;
  /** For logs. */
  readonly directory: string;
  /** SIGKILL, and back with the data that was there. */
  killPostgres(): Promise<void>;
  killBroker(): Promise<void>;
  stop(): Promise<void>;
}

/** Commits are waited for, as in production, or a kill would lose them; a killed process, unlike a power cut, loses nothing that the system was given. */
const SETTINGS = { fsync: 'off', full_page_writes: 'off' };
const PATIENCE_MS = 120_000;

export async function ownServers(name: string): Promise<OwnServers> {
  const directory = join(root, '.local', 'test', `${name}-${randomBytes(3).toString('hex')}`);
  mkdirSync(directory, { recursive: true });
  const data = mkdtempSync(join(tmpdir(), 'pms-test-'));
  // PostgreSQL's own user has to pass through here when we are root.
  if (process.getuid?.() === 0) chmodSync(data, 0o755);
  const processes = new Processes({ listFile: join(directory, 'processes.json') });
  const stop = async (): Promise<void> => {
    await processes.stop();
    rmSync(data, { recursive: true, force: true });
  };
  try {
    const [postgresPort = 0, port = 0, controllerPort = 0] = await freePorts(3);
    const common = { processes, restart: false, say: () => undefined };
    const [postgres, kafka] = await Promise.all([
      startPostgres({ ...common, root, directory: join(data, 'postgres'), logFile: logFile(directory, 'postgres'), settings: SETTINGS, port: postgresPort, password: 'only-for-this-test-run' }),
      startKafka({ ...common, jarDirectory: join(root, '.local', 'kafka'), directory: join(data, 'kafka'), logFile: logFile(directory, 'kafka'), port, controllerPort }),
    ]);
    return {
      processes,
      databaseUrl: postgres.url,
      brokers: kafka.brokers,
      directory,
      killPostgres: () => killed(postgres.child, () => answersAsPostgres(postgres.url)),
      killBroker: () => killed(kafka.child, () => answersAsKafka(port)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Started again for as long as it takes: a new PostgreSQL refuses to begin while the last backend of the killed one is still about to notice. */
async function killed(server: Child, answers: () => Promise<boolean>): Promise<void> {
  const ended = server.hasEnded();
  server.kill('SIGKILL');
  await ended;
  const end = Date.now() + PATIENCE_MS;
  do {
    if (Date.now() > end) throw new Error(`${server.spec.name} did not come back after it was killed.`);
    server.start();
    await sleep(300);
  } while (!(await answers()));
}

async function answersAsPostgres(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 3000 });
  client.on('error', () => undefined);
  const connected = client.connect().then(
    () => true,
    () => false,
  );
  const answer = await connected;
  await client.end().catch(() => undefined);
  return answer;
}
