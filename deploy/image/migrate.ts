/**
 * Brings the databases of all services up to date, or of those named as arguments, one after another. Where ADMIN_DATABASE_URL is set (a role that may
 * create databases and roles) it makes them first, with the passwords <SERVICE>_OWNER_PASSWORD and <SERVICE>_RUNTIME_PASSWORD; where it is not, they
 * are somebody else's, and <SERVICE>_MIGRATION_DATABASE_URL and <SERVICE>_RUNTIME_ROLE say whose.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { provisionDatabase } from '#libs/database/provision';
import { root } from '../local/root.ts';
import { serviceDefinitions } from '../local/services.ts';
import { environment } from './config.ts';

const env = environment();
const named = process.argv.slice(2);

try {
  const known = serviceDefinitions.flatMap(({ name, database }) => (database === undefined ? [] : [{ name, database }]));
  const unknown = named.find((name) => !known.some((it) => it.name === name));
  if (unknown !== undefined) throw new Error(`There is no service "${unknown}" with a database; there are ${known.map(({ name }) => name).join(', ')}.`);
  for (const service of known.filter(({ name }) => named.length === 0 || named.includes(name))) {
    const to = await target(service);
    const script = join(root, 'dist/services', service.name, 'migrate.js');
    const { status } = spawnSync(process.execPath, [script], { env: { PATH: env['PATH'], ...to }, stdio: 'inherit' });
    if (status !== 0) throw new Error(`The migrations of ${service.name} failed.`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message || error.name : String(error)}\n`);
  process.exitCode = 1;
}

async function target({ name, database }: { name: string; database: string }): Promise<{ MIGRATION_DATABASE_URL: string; RUNTIME_ROLE: string }> {
  const of = (what: string) => wanted(`${name.toUpperCase()}_${what}`);
  const adminUrl = env['ADMIN_DATABASE_URL'];
  if (!adminUrl) return { MIGRATION_DATABASE_URL: of('MIGRATION_DATABASE_URL'), RUNTIME_ROLE: of('RUNTIME_ROLE') };
  const passwords = { ownerPassword: of('OWNER_PASSWORD'), runtimePassword: of('RUNTIME_PASSWORD') };
  const made = await provisionDatabase({ adminUrl, name: `${env['DATABASE_PREFIX'] ?? 'pms_'}${database}`, ...passwords });
  for (const hint of made.hints) process.stdout.write(`${hint}\n`);
  return { MIGRATION_DATABASE_URL: made.ownerUrl, RUNTIME_ROLE: made.runtimeRole };
}

function wanted(variable: string): string {
  const value = env[variable]?.trim();
  if (!value) throw new Error(`${variable} is missing.`);
  return value;
}
