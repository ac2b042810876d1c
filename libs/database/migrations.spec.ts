import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { adminUrl } from '#libs/testing/test-template';
import { closeToOthers } from './close-to-others.ts';
import { Foundation1700000000000 } from './foundation.migration.ts';
import { grant, grantSequence, MigrationsBusy, missingMigrations, runMigrations } from './migrations.ts';
import { asAdmin, provisionDatabase } from './provision.ts';
import type { ProvisionedDatabase } from './provision.ts';
import { enableRowLevelSecurity, vendorAndSystem } from './row-level-security.ts';

class Things1700000100006 implements MigrationInterface {
  readonly name = 'Things1700000100006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE thing (id int PRIMARY KEY, colour text); CREATE SEQUENCE thing_number');
    await enableRowLevelSecurity(runner, 'thing', [vendorAndSystem()]);
    await grant(runner, 'thing', 'SELECT, UPDATE (colour, id), DELETE');
    await grantSequence(runner, 'thing_number');
    // The owner is bound by FORCE too; migrations run as an actor of the system.
    await runner.query("INSERT INTO thing VALUES (1, 'red')");
    await runner.query('SELECT pg_sleep(0.2)');
  }

  async down(): Promise<void> {}
}

class Breaks1700000100007 implements MigrationInterface {
  readonly name = 'Breaks1700000100007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE half (id int)');
    await runner.query('SELECT nonsense');
  }

  async down(): Promise<void> {}
}

const name = `spec_migrations_${randomBytes(4).toString('hex')}`;
let place: ProvisionedDatabase;

async function as<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  place = await provisionDatabase({ adminUrl: adminUrl(), name, ownerPassword: 'a', runtimePassword: 'b' });
});
afterAll(() =>
  asAdmin(adminUrl(), async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.query(`DROP ROLE IF EXISTS ${name}_owner, ${name}_app`);
  }),
);

describe('migrations', () => {
  const migrate = (migrations: (new () => MigrationInterface)[], waitMs?: number) =>
    runMigrations({ url: place.ownerUrl, migrations, runtimeRole: place.runtimeRole, ...(waitMs === undefined ? {} : { waitMs }) });
  const both = [Foundation1700000000000, Things1700000100006];

  test('run once in their order, though three processes start them together', async () => {
    const ran = await Promise.all([migrate(both), migrate(both), migrate(both)]);
    expect(ran.flat()).toEqual(['Foundation1700000000000', 'Things1700000100006']);
    expect(await migrate(both)).toEqual([]);
  });

  test('grant the runtime role what they say and nothing more', async () => {
    await as(place.runtimeUrl, async (client) => {
      const { rows } = await client.query(`SELECT has_table_privilege('thing', 'SELECT') AS "select", has_table_privilege('thing', 'INSERT') AS "insert", has_table_privilege('thing', 'DELETE') AS "delete",
        has_table_privilege('thing', 'UPDATE') AS "update", has_column_privilege('thing', 'colour', 'UPDATE') AS "column", has_table_privilege('thing', 'TRUNCATE') AS "truncate",
        has_table_privilege('migration', 'SELECT') AS migrations, nextval('thing_number')::int AS number`);
      expect(rows).toEqual([{ select: true, insert: false, delete: true, update: false, column: true, truncate: false, migrations: true, number: 1 }]);
    });
  });

  test('close a database that somebody else made to every other role of the server', async () => {
    await asAdmin(adminUrl(), (admin) => admin.query(`GRANT CONNECT ON DATABASE ${name} TO PUBLIC`));
    await as(place.ownerUrl, (owner) => owner.query(`GRANT USAGE ON SCHEMA public TO PUBLIC; REVOKE ALL ON DATABASE ${name} FROM ${place.runtimeRole}`));
    await migrate(both);
    const { rows } = await as(place.runtimeUrl, (client) =>
      client.query(`SELECT has_database_privilege('public', current_database(), 'CONNECT, TEMP') AS others, has_schema_privilege('public', 'public', 'USAGE') AS theirs,
        has_database_privilege(current_database(), 'CONNECT') AS own, has_schema_privilege('public', 'USAGE') AS schema`),
    );
    expect(rows).toEqual([{ others: false, theirs: false, own: true, schema: true }]);
  });

  test('close it while somebody provisions it once more', async () => {
    const closing = async () => {
      for (let times = 0; times < 10; times += 1) await as(place.ownerUrl, (owner) => closeToOthers(owner, place.runtimeRole));
    };
    await Promise.all([closing(), closing(), closing()]);
  });

  test('leave a database to its owner where that is somebody else', async () => {
    const others = () => as(place.runtimeUrl, async (client) => (await client.query(`SELECT has_database_privilege('public', current_database(), 'CONNECT') AS others`)).rows);
    await as(place.ownerUrl, (owner) => owner.query(`GRANT USAGE, CREATE ON SCHEMA public TO ${place.ownerRole}`));
    await asAdmin(adminUrl(), (admin) => admin.query(`ALTER DATABASE ${name} OWNER TO CURRENT_USER; GRANT CONNECT ON DATABASE ${name} TO PUBLIC`));
    try {
      await migrate(both);
      expect(await others()).toEqual([{ others: true }]);
    } finally {
      await asAdmin(adminUrl(), (admin) => admin.query(`ALTER DATABASE ${name} OWNER TO ${place.ownerRole}`));
    }
    await migrate(both);
    expect(await others()).toEqual([{ others: false }]);
  });

  test('that are missing can be told by the runtime role, before the first one and afterwards', async () => {
    const missing = (migrations: (new () => MigrationInterface)[]) => missingMigrations(place.runtimeUrl, migrations);
    expect(await missing(both)).toEqual([]);
    expect(await missing([...both, Breaks1700000100007])).toEqual(['Breaks1700000100007']);
    expect(await missingMigrations(adminUrl(), both)).toEqual(['Foundation1700000000000', 'Things1700000100006']);
  });

  test('that fail leave nothing half-done and can be run again', async () => {
    await expect(migrate([...both, Breaks1700000100007])).rejects.toThrow(/nonsense/);
    const tables = await as(place.ownerUrl, (client) => client.query("SELECT FROM pg_tables WHERE tablename = 'half'"));
    expect(tables.rowCount).toBe(0);
    expect(await migrate(both)).toEqual([]);
  });

  test('wait for another runner only so long, and say what holds them', async () => {
    await as(place.ownerUrl, async (client) => {
      await client.query('SELECT pg_advisory_lock(7203114001)');
      await expect(migrate(both, 100)).rejects.toThrow(MigrationsBusy);
    });
    expect(await migrate(both, 100)).toEqual([]);
  });

  test('may grant only what a runtime role should have', async () => {
    for (const wrong of ['ALL', 'TRUNCATE', 'SELECT; DROP TABLE thing', 'SELECT ON x TO PUBLIC; --', '', 'SELECT,']) {
      class Wrong1700000100008 implements MigrationInterface {
        readonly name = 'Wrong1700000100008';
        up = (queries: QueryRunner) => grant(queries, 'thing', wrong);
        down = async () => {};
      }
      await expect(migrate([...both, Wrong1700000100008])).rejects.toThrow(/grant\(\)/);
    }
  });
});
