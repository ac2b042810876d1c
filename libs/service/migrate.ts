import { runMigrations } from '#libs/database/migrations';
import { processEnvironment, type Environment } from './config.ts';
import type { ServiceDefinition } from './service.ts';
import { waitForOthers } from './wait.ts';

/**
 * The whole of a service's `migrate.ts`: brings its database up to date as the owner role. Reads `MIGRATION_DATABASE_URL` (the
 * owner) and `RUNTIME_ROLE` (who gets rights). Exits 1 with a sentence where that is not possible. With the argument `--wait` it
 * changes nothing, but waits in the service's own environment until somebody else has done it, and the topics are there too.
 * @example await migrate(applications);
 */
export async function migrate(service: ServiceDefinition, env: Environment = processEnvironment(), args: readonly string[] = process.argv.slice(2)): Promise<void> {
  if (args.includes('--wait')) return waitForOthers(service, env);
  const { MIGRATION_DATABASE_URL: url, RUNTIME_ROLE: runtimeRole } = env;
  if (!url || !runtimeRole) return fail(service, 'MIGRATION_DATABASE_URL (the owner role) and RUNTIME_ROLE must be set.');
  try {
    const done = await runMigrations({ url, migrations: service.migrations, runtimeRole });
    process.stdout.write(`${service.name}: ${done.length === 0 ? 'nothing to migrate' : `migrated ${done.join(', ')}`}\n`);
  } catch (error) {
    fail(service, error instanceof Error ? error.message : String(error));
  }
}

function fail(service: ServiceDefinition, reason: string): void {
  process.stderr.write(`${service.name}: the migration failed: ${reason}\n`);
  process.exitCode = 1;
}
