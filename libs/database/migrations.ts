import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { closeToOthers } from './close-to-others.ts';
import { dataSourceOptions } from './data-source.ts';
import type { MigrationClass } from './data-source.ts';
import { databaseErrorCode } from './failures.ts';
import { patientlyConnected } from './patient.connect.ts';
import { identifier } from './sql.ts';

export { grant, grantSequence } from './grants.ts';

export interface MigrationRun {
  /** The owner's address. */
  readonly url: string;
  readonly migrations: readonly MigrationClass[];
  /** The role that `grant()` gives rights to; it must exist. */
  readonly runtimeRole: string;
  /** Milliseconds to wait for another runner; default two minutes. */
  readonly waitMs?: number;
}

/** Another process is migrating this database and did not finish in time. */
export class MigrationsBusy extends Error {
  constructor(waitMs: number) {
    super(`Another process has been migrating this database for more than ${Math.round(waitMs / 1000)} s. Wait for it, or see who holds the lock: SELECT * FROM pg_locks WHERE locktype = 'advisory'.`);
    this.name = 'MigrationsBusy';
  }
}

/** Any fixed number, the same in every release. */
const lockKey = 7_203_114_001;

/**
 * Runs the migrations that the database has not had yet, each in a transaction of its own, one process at a time, as the owner role.
 * Returns the names of those it ran. Runs as actor `system:migration`, since FORCE binds the owner to the policies too.
 */
export async function runMigrations({ url, migrations, runtimeRole, waitMs = 120_000 }: MigrationRun): Promise<string[]> {
  identifier(runtimeRole);
  const lock = await patientlyConnected(() => new Client({ connectionString: url, connectionTimeoutMillis: 10_000, lock_timeout: waitMs, application_name: 'migrations-lock', keepAlive: true }), waitMs);
  try {
    await holdLock(lock, waitMs);
    return await run(url, migrations, runtimeRole);
  } finally {
    await lock.end();
  }
}

async function holdLock(lock: Client, waitMs: number): Promise<void> {
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [lockKey]);
  } catch (error) {
    if (databaseErrorCode(error) === '55P03') throw new MigrationsBusy(waitMs);
    throw error;
  }
}

async function run(url: string, migrations: readonly MigrationClass[], runtimeRole: string): Promise<string[]> {
  const options = dataSourceOptions({
    url,
    entities: [],
    migrations,
    poolSize: 1,
    applicationName: 'migrations',
    // A migration may take long, but must not queue behind a long query while everybody queues behind it.
    timeouts: { statement: 0, idleInTransaction: 0, lock: 10_000 },
  });
  const dataSource = new DataSource({
    ...options,
    migrationsTransactionMode: 'each',
    extra: { lock_timeout: 10_000, options: `-c app.runtime_role=${runtimeRole} -c app.actor=system///migration` },
  });
  await dataSource.initialize();
  try {
    const done = await dataSource.runMigrations();
    await closeToOthers(dataSource, runtimeRole);
    // So that a service can tell, as its own role, whether its database is where its code expects it.
    await dataSource.query(`GRANT SELECT ON migration TO ${identifier(runtimeRole)}`);
    return done.map(({ name }) => name);
  } finally {
    await dataSource.destroy();
  }
}

/** Names of those migrations that the database has not had yet, asked as the runtime role; all of them where nothing was migrated so far. */
export async function missingMigrations(url: string, migrations: readonly MigrationClass[]): Promise<string[]> {
  const client = new Client({ connectionString: url, application_name: 'migrations-missing', connectionTimeoutMillis: 5_000, statement_timeout: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows: [table] } = await client.query<{ there: boolean | null }>("SELECT has_table_privilege(to_regclass('public.migration'), 'SELECT') AS there");
    const done = table?.there === true ? (await client.query<{ name: string }>('SELECT name FROM migration')).rows.map(({ name }) => name) : [];
    return migrations.map((each) => new each().name ?? each.name).filter((name) => !done.includes(name));
  } finally {
    await client.end();
  }
}
