import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Client } from 'pg';
import type { EntityClass, MigrationClass } from '#libs/database/data-source';
import { databaseErrorCode } from '#libs/database/failures';
import { runMigrations } from '#libs/database/migrations';
import { asAdmin, ensureRole, joinRole, keepOutOfServerLog, urlFor } from '#libs/database/provision';
import { identifier } from '#libs/database/sql';
import { dropLeftovers, templateName } from './test-leftovers.ts';

/** What a service definition says about its database. */
export interface MigratedService {
  readonly name: string;
  readonly entities: readonly EntityClass[];
  readonly migrations: readonly MigrationClass[];
}

/** The same for every test database of a server; they can do nothing outside those. */
export const testRoles = {
  owner: { name: 'pms_test_owner', password: 'test-owner' },
  runtime: { name: 'pms_test_app', password: 'test-app' },
} as const;

export function adminUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (url === undefined || url === '') throw new Error('TEST_DATABASE_URL is not set: run `npm test`, or set it to a role of a PostgreSQL that may create databases and roles.');
  return url;
}

/** Copies the service's template, building that first where it is missing. Returns whether the administrator is a superuser. */
export async function createClone(admin: string, service: MigratedService, name: string): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    const { template, isSuperuser } = await prepared(admin, service);
    try {
      await asAdmin(admin, (client) => client.query(`CREATE DATABASE ${identifier(name)} TEMPLATE ${identifier(template)} OWNER ${testRoles.owner.name}`), 'unlocked');
      return isSuperuser;
    } catch (error) {
      // Another run took the template for a leftover, or a background worker was looking at it.
      if (attempt === 5 || !['3D000', '55006'].includes(databaseErrorCode(error) ?? '')) throw error;
      ready.clear();
    }
  }
}

/** Lets connections that were told to close do so first, since one that is ended instead is an error in whose hands it is; a second later none are asked. */
export async function dropDatabase(admin: string, name: string): Promise<void> {
  await asAdmin(
    admin,
    async (client) => {
      for (let waits = 0; waits < 20; waits += 1) {
        if ((await client.query('SELECT FROM pg_stat_activity WHERE datname = $1', [name])).rowCount === 0) break;
        await sleep(50);
      }
      await client.query(`DROP DATABASE IF EXISTS ${identifier(name)} WITH (FORCE)`);
    },
    'unlocked',
  );
}

interface Prepared {
  readonly template: string;
  readonly isSuperuser: boolean;
}

const ready = new Map<string, Promise<Prepared>>();

function prepared(admin: string, service: MigratedService): Promise<Prepared> {
  const template = templateName(service.name, fingerprint(service));
  const known = ready.get(template) ?? asAdmin(admin, (client) => prepare(client, admin, service, template));
  ready.set(template, known);
  return known;
}

async function prepare(client: Client, admin: string, service: MigratedService, own: string): Promise<Prepared> {
  await dropLeftovers(client);
  const given = process.env['TEST_SCHEMA'];
  const newer = given === undefined ? undefined : templateName(service.name, given);
  const exists = async (name: string) => (await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])).rowCount === 1;
  const template = newer !== undefined && (await exists(newer)) ? newer : own;
  if (!(await exists(template))) await build(client, admin, service, template);
  const { rows } = await client.query<{ rolsuper: boolean }>('SELECT rolsuper FROM pg_roles WHERE rolname = current_user');
  return { template, isSuperuser: rows[0]?.rolsuper === true };
}

/**
 * Makes a template under a mark of ten hexadecimal digits. A run with that mark as TEST_SCHEMA clones it instead of migrating by its own code: so
 * `npm run upgrade:check` has the last release's specs meet the schema of this working tree.
 */
export function newerTemplate(admin: string, service: MigratedService, mark: string): Promise<void> {
  return asAdmin(admin, (client) => build(client, admin, service, templateName(service.name, mark)));
}

/** Under another name until it is whole, so that a build that was cut short is never cloned. */
async function build(client: Client, admin: string, service: MigratedService, template: string): Promise<void> {
  const { owner, runtime } = testRoles;
  await ensureRole(client, owner.name, owner.password);
  await ensureRole(client, runtime.name, runtime.password);
  await keepOutOfServerLog(client, runtime.name);
  // As a member of both an administrator who is no superuser may drop a clone that somebody is still connected to.
  await joinRole(client, owner.name);
  await joinRole(client, runtime.name);
  const unfinished = `${template}_new`;
  await client.query(`DROP DATABASE IF EXISTS ${identifier(unfinished)} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${identifier(unfinished)} OWNER ${owner.name} ENCODING 'UTF8' TEMPLATE template0`);
  const ownerUrl = urlFor(admin, unfinished, owner.name, owner.password);
  await runMigrations({ url: ownerUrl, migrations: service.migrations, runtimeRole: runtime.name });
  await client.query(`ALTER DATABASE ${identifier(unfinished)} RENAME TO ${identifier(template)}`);
  await client.query(`ALTER DATABASE ${identifier(template)} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true`);
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Changes when a migration may have: with any source of the service, or of the libraries whose SQL migrations call. */
function fingerprint({ name, migrations }: MigratedService): string {
  const hash = createHash('sha256');
  for (const migration of migrations) hash.update(`${migration.name} ${migration.toString()}\n`);
  for (const folder of ['libs/database', 'libs/messaging', `services/${name}`]) {
    if (!existsSync(`${root}${folder}`)) continue;
    for (const file of globSync(`${folder}/**/*.ts`, { cwd: root }).sort()) {
      if (!file.endsWith('.spec.ts')) hash.update(file).update(readFileSync(`${root}${file}`));
    }
  }
  return hash.digest('hex').slice(0, 10);
}
