import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Child } from '../deploy/local/child.ts';
import { startKafka } from '../deploy/local/kafka.ts';
import { logFile } from '../deploy/local/log-file.ts';
import { startPostgres } from '../deploy/local/postgres.ts';
import { freePorts } from '../deploy/local/preflight.ts';
import { root } from '../deploy/local/root.ts';
import { endLeftovers } from '../deploy/local/process-list.ts';
import { Processes } from '../deploy/local/processes.ts';
import { startStack, type Stack, type StackOptions } from '../deploy/local/stack.ts';
import { end, startScript } from './child.ts';

/** PostgreSQL and Kafka as `npm start` runs them (commits are synced to disk), on data of their own that begin empty. */
export interface Surroundings {
  readonly adminUrl: string;
  readonly brokers: string;
  readonly directory: string;
  readonly processes: Processes;
  /** Both servers as processes, for benchmarks that take one away. */
  readonly postgres: Child;
  readonly broker: Child;
  stack(options?: Partial<StackOptions>): Promise<Stack>;
  /** A mail server that costs next to nothing, for a stack whose mails nobody reads. */
  mailSink(): Promise<NonNullable<StackOptions['mail']>>;
  stop(): Promise<void>;
}

export async function surroundings(): Promise<Surroundings> {
  const benches = join(root, '.local', 'bench');
  await forgetEarlierRuns(benches);
  const directory = join(benches, `run-${process.pid}`);
  mkdirSync(directory, { recursive: true });
  const processes = new Processes({ listFile: join(directory, 'processes.json') });
  process.once('SIGINT', () => void processes.stop().then(() => process.exit(130)));
  const say = (sentence: string): void => void process.stderr.write(`  ${sentence}\n`);
  const [postgresPort = 0, port = 0, controllerPort = 0] = await freePorts(3);
  try {
    const [postgres, kafka] = await Promise.all([
      startPostgres({ processes, root, directory: join(directory, 'postgres'), logFile: logFile(directory, 'postgres'), port: postgresPort, password: 'bench', restart: false, say }),
      startKafka({ processes, jarDirectory: join(root, '.local', 'kafka'), directory: join(directory, 'kafka'), logFile: logFile(directory, 'kafka'), port, controllerPort, restart: false, say }),
    ]);
    const mark = Date.now().toString(36);
    let stacks = 0;
    const sinks: ChildProcess[] = [];
    return {
      adminUrl: postgres.url,
      brokers: kafka.brokers,
      directory,
      processes,
      postgres: postgres.child,
      broker: kafka.child,
      stack: (options = {}) =>
        startStack({ adminDatabaseUrl: postgres.url, brokers: kafka.brokers, kafkaPrefix: `bench-${mark}.`, databasePrefix: `bench_${mark}_`, directory: join(directory, `stack-${mark}-${(stacks += 1)}`), processes, ...options }),
      mailSink: async () => {
        const [smtpPort = 0] = await freePorts(1);
        sinks.push(await startScript('mail-sink.ts', String(smtpPort)));
        return { smtpUrl: `smtp://127.0.0.1:${smtpPort}?ignoreTLS=true`, webUrl: 'about:blank' };
      },
      stop: async () => {
        try {
          await processes.stop();
        } finally {
          await Promise.all(sinks.map(end));
        }
      },
    };
  } catch (error) {
    await processes.stop();
    throw error;
  }
}

/** What runs that have ended left: hundreds of databases would be vacuumed, and thousands of partitions kept, on the processors that are measured. One that still runs keeps its own. */
async function forgetEarlierRuns(benches: string): Promise<void> {
  for (const name of existsSync(benches) ? readdirSync(benches) : []) {
    const pid = Number(/^run-(\d+)$/.exec(name)?.[1]);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    const directory = join(benches, name);
    await endLeftovers(join(directory, 'processes.json'));
    // Where the user "postgres" cannot reach this folder, its data is elsewhere.
    const elsewhere = join(directory, 'postgres.location');
    if (existsSync(elsewhere)) rmSync(readFileSync(elsewhere, 'utf8').trim(), { recursive: true, force: true });
    rmSync(directory, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Limits raised by configuration, as an operator would for a load test. */
export const unlimited: Record<string, string> = {
  ...Object.fromEntries(['SIGN_IN', 'APPLY', 'ACTIVATION', 'RESET'].flatMap((name) => ['', '_ACCOUNT', '_PAIR'].map((part) => [`RATE_LIMIT_${name}${part}`, '100000000/1m']))),
  RATE_LIMIT_READ: '100000000/1m',
  RATE_LIMIT_WRITE: '100000000/1m',
};
