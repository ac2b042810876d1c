import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { adminUrl } from '#libs/testing/test-template';
import { databaseErrorCode } from './failures.ts';
import { asAdmin, provisionDatabase, urlFor } from './provision.ts';
import type { ProvisionedDatabase } from './provision.ts';

const unique = randomBytes(4).toString('hex');
const admin = `spec_admin_${unique}`;
const name = `spec_provision_${unique}`;
const limitedAdmin = urlFor(adminUrl(), 'postgres', admin, 'p@ss/word:?#');
const passwords = { ownerPassword: "own'er", runtimePassword: 'run:time@/?' };

async function as<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

beforeAll(() =>
  asAdmin(adminUrl(), async (client) => {
    await client.query(`CREATE ROLE ${admin} LOGIN CREATEDB CREATEROLE PASSWORD 'p@ss/word:?#'`);
  }),
);
afterAll(() =>
  asAdmin(adminUrl(), async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.query(`DROP OWNED BY ${admin}`);
    for (const role of [`${name}_owner`, `${name}_app`, admin]) await client.query(`DROP ROLE IF EXISTS ${role}`);
  }),
);

describe('provisioning by an administrator who is no superuser', () => {
  let made: ProvisionedDatabase;

  test('makes a database and two roles, also when two do it at once', async () => {
    const both = await Promise.all([1, 2].map(() => provisionDatabase({ adminUrl: limitedAdmin, name, ...passwords })));
    expect(both[0]).toEqual(both[1]);
    made = await provisionDatabase({ adminUrl: limitedAdmin, name, ...passwords });
    expect(made).toMatchObject({ ownerRole: `${name}_owner`, runtimeRole: `${name}_app` });
    const who = await as(made.ownerUrl, (client) => client.query('SELECT current_user::text AS me, pg_get_userbyid(datdba)::text AS owner FROM pg_database WHERE datname = current_database()'));
    expect(who.rows).toEqual([{ me: `${name}_owner`, owner: `${name}_owner` }]);
  });

  test('keeps what is there when it is repeated, and takes new passwords', async () => {
    await as(made.ownerUrl, (client) => client.query('CREATE TABLE kept (id int)'));
    const again = await provisionDatabase({ adminUrl: limitedAdmin, name, ownerPassword: 'new', runtimePassword: 'newer' });
    await as(again.ownerUrl, (client) => client.query('SELECT FROM kept'));
    const old: unknown = await as(made.runtimeUrl, (client) => client.query('SELECT 1')).catch((reason: unknown) => reason);
    expect(databaseErrorCode(old)).toBe('28P01');
    made = again;
  });

  test('gives roles that can do nothing but log in, and a runtime role that may do nothing yet', async () => {
    const roles = await as(made.runtimeUrl, (client) =>
      client.query("SELECT rolname, rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls OR rolreplication AS powerful FROM pg_roles WHERE rolname LIKE $1 || '\\_%' ORDER BY 1", [name]),
    );
    expect(roles.rows).toEqual([{ rolname: `${name}_app`, powerful: false }, { rolname: `${name}_owner`, powerful: false }]);
    for (const sql of ['SELECT FROM kept', 'CREATE TABLE mine (id int)', 'CREATE SCHEMA mine', 'CREATE TEMP TABLE mine (id int)', `SET ROLE ${name}_owner`, 'DROP TABLE kept']) {
      const error: unknown = await as(made.runtimeUrl, (client) => client.query(sql)).catch((reason: unknown) => reason);
      expect([sql, databaseErrorCode(error)]).toEqual([sql, '42501']);
    }
  });

  test('lets no other role in', async () => {
    const stranger = `${admin}_x`;
    await as(limitedAdmin, (client) => client.query(`CREATE ROLE ${stranger} LOGIN PASSWORD 'x'`));
    const error: unknown = await as(urlFor(limitedAdmin, name, stranger, 'x'), (client) => client.query('SELECT 1')).catch((reason: unknown) => reason);
    await as(limitedAdmin, (client) => client.query(`DROP ROLE ${stranger}`));
    expect(databaseErrorCode(error)).toBe('42501');
  });

  test('names what it may not set, and sets it where it may: failed statements stay out of the server’s log', async () => {
    const settings = () =>
      as(made.runtimeUrl, async (client) => {
        await client.query("SELECT 'Erika Mustermann', 1 / 0").catch(() => undefined);
        const { rows } = await client.query("SELECT current_setting('log_min_error_statement') AS statement, current_setting('log_error_verbosity') AS verbosity");
        return rows;
      });
    expect(made.hints).toEqual([
      expect.stringContaining(`ALTER ROLE "${name}_app" SET log_min_error_statement = panic`),
      expect.stringContaining(`ALTER ROLE "${name}_app" SET log_error_verbosity = terse`),
    ]);
    expect(await settings()).not.toEqual([{ statement: 'panic', verbosity: 'terse' }]);
    await asAdmin(adminUrl(), (client) => client.query(`GRANT SET ON PARAMETER log_min_error_statement, log_error_verbosity TO ${admin}`));
    made = await provisionDatabase({ adminUrl: limitedAdmin, name, ownerPassword: 'new', runtimePassword: 'newer' });
    expect(made.hints).toEqual([]);
    expect(await settings()).toEqual([{ statement: 'panic', verbosity: 'terse' }]);
    await asAdmin(adminUrl(), (client) => client.query(`REVOKE SET ON PARAMETER log_min_error_statement, log_error_verbosity FROM ${admin}`));
    expect(await provisionDatabase({ adminUrl: limitedAdmin, name, ownerPassword: 'new', runtimePassword: 'newer' })).toMatchObject({ hints: [] });
  });

  test('a superuser sets it without being asked', async () => {
    const { hints, runtimeUrl } = await provisionDatabase({ adminUrl: adminUrl(), name, ownerPassword: 'new', runtimePassword: 'newer' });
    expect(hints).toEqual([]);
    expect(await as(runtimeUrl, (client) => client.query('SHOW log_min_error_statement'))).toMatchObject({ rows: [{ log_min_error_statement: 'panic' }] });
  });

  test('refuses a name that is none', async () => {
    for (const bad of ['a-b', 'a"; DROP TABLE x', '', 'A', 'a'.repeat(60)]) {
      await expect(provisionDatabase({ adminUrl: limitedAdmin, name: bad, ...passwords })).rejects.toThrow(/plain SQL name/);
    }
  });
});
