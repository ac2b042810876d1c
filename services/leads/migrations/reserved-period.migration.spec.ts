import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { runMigrations } from '#libs/database/migrations';
import { eventually } from '#libs/testing/eventually';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { testRoles } from '#libs/testing/test-template';
import { leads } from '../service.ts';

const before = leads.migrations.filter(({ name }) => !name.startsWith('ReservedPeriod'));
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ name: 'spec-reserved-period', entities: [], migrations: before });
});
afterAll(() => database.drop());

/** The CRM reports a named account. */
async function reserve(connection: { query(sql: string, parameters: unknown[]): Promise<unknown> }, id: string): Promise<void> {
  const account = { id, name: id, website: null, country: 'US', industry: null, named: true, direct_pipeline: false, search: id };
  await connection.query('SELECT account_upsert($1, NULL, $2, $3, $4)', [JSON.stringify(account), [`US:${id}`], randomUUID(), '2026-11-02T09:00:00Z']);
}

test('a customer whom the running version reserves while it migrates has a period like those before', async () => {
  const running = new Client({ connectionString: database.url });
  await running.connect();
  try {
    await reserve(database, 'acme');
    await running.query('BEGIN');
    await running.query("SELECT set_config('app.actor', 'system///consumer', true)");
    await reserve(running, 'globex');
    const migrating = runMigrations({ url: database.ownerUrl, migrations: leads.migrations, runtimeRole: testRoles.runtime.name });
    await eventually(async () => expect(await database.query("SELECT FROM pg_locks WHERE relation = 'crm_account'::regclass AND NOT granted")).toHaveLength(1));
    await running.query('COMMIT');
    expect(await migrating).toEqual(['ReservedPeriod1780000000007']);
    await reserve(database, 'initech');
    expect(await database.query('SELECT crm_id, why, valid_from FROM reserved_period ORDER BY crm_id')).toEqual(
      ['acme', 'globex', 'initech'].map((crm_id) => ({ crm_id, why: 'named', valid_from: new Date('2026-11-02T09:00:00Z') })),
    );
  } finally {
    await running.end();
  }
});
