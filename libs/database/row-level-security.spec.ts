import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Client, Pool } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { testDatabase } from '#libs/testing/test-database';
import type { TestDatabase } from '#libs/testing/test-database';
import { actorSetting } from './actor.ts';
import type { Actor } from './actor.ts';
import { databaseErrorCode } from './failures.ts';
import { Foundation1700000000000 } from './foundation.migration.ts';
import { grant } from './grants.ts';
import { enableRowLevelSecurity, insertableBy, ownApplication, ownPartner, policy, readableBy, vendorAndSystem } from './row-level-security.ts';

class Tenants1700000100002 implements MigrationInterface {
  readonly name = 'Tenants1700000100002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE note (id int PRIMARY KEY, partner_id uuid, application_id uuid, text text NOT NULL); CREATE TABLE tier (code text PRIMARY KEY)');
    await enableRowLevelSecurity(runner, 'note', [
      vendorAndSystem(),
      ownPartner(),
      ownApplication('application_id', 'SELECT'),
      insertableBy('public'),
      policy('greeting', 'SELECT', "(SELECT actor_kind()) = 'public' AND text = 'hello'"),
    ]);
    await enableRowLevelSecurity(runner, 'tier', [vendorAndSystem(), readableBy('user', 'public')]);
    await grant(runner, 'note', 'SELECT, INSERT, UPDATE (text), DELETE');
    await grant(runner, 'tier', 'SELECT');
    await runner.query("INSERT INTO tier VALUES ('GOLD')");
  }

  async down(): Promise<void> {}
}

const acme = '019a4000-0000-7000-8000-000000000001';
const globex = '019a4000-0000-7000-8000-000000000002';
const application = '019a4000-0000-7000-8000-000000000003';
const userId = '019a4000-0000-7000-8000-0000000000ff';
const ofAcme: Actor = { kind: 'user', userId, partnerId: acme, roles: [] };
const ofGlobex: Actor = { kind: 'user', userId, partnerId: globex, roles: [] };

let db: TestDatabase;
let raw: Pool;

/** As the runtime role, by hand: what a service could do at worst. */
async function as(actor: Actor | undefined, sql: string, values: unknown[] = []): Promise<{ id: number }[]> {
  const client = await raw.connect();
  try {
    await client.query('BEGIN');
    if (actor !== undefined) await client.query("SELECT set_config('app.actor', $1, true)", [actorSetting(actor)]);
    const { rows } = await client.query<{ id: number }>(sql, values);
    await client.query('COMMIT');
    return rows;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

const ids = async (actor: Actor | undefined) => (await as(actor, 'SELECT id FROM note ORDER BY id')).map(({ id }) => id);

beforeAll(async () => {
  db = await testDatabase({ name: 'spec-rls', entities: [], migrations: [Foundation1700000000000, Tenants1700000100002] });
  raw = new Pool({ connectionString: db.url, max: 1 });
  // As for the owner's, below.
  raw.on('error', () => undefined);
});
afterAll(async () => {
  await raw.end();
  await db.drop();
});
beforeEach(async () => {
  await db.truncate();
  await db.query('INSERT INTO note VALUES (1, $1, NULL, $4), (2, $2, NULL, $4), (3, NULL, $3, $4)', [acme, globex, application, 'secret']);
});

describe('row-level security', () => {
  test.each<[string, Actor | undefined, number[]]>([
    ['no actor', undefined, []],
    ['a person of Acme', ofAcme, [1]],
    ['a person of Globex', ofGlobex, [2]],
    ['a key of Acme', { kind: 'api_key', keyId: userId, partnerId: acme }, [1]],
    ['a key of nobody', { kind: 'api_key', keyId: userId }, []],
    ['the applicant', { kind: 'applicant', applicationId: application }, [3]],
    ['another applicant', { kind: 'applicant', applicationId: acme }, []],
    ['the public', { kind: 'public' }, []],
    ['the vendor', { kind: 'vendor', userId, roles: [] }, [1, 2, 3]],
    ['the system', { kind: 'system', name: 'spec' }, [1, 2, 3]],
  ])('%s sees its own', async (_, actor, expected) => {
    expect(await ids(actor)).toEqual(expected);
  });

  test('binds writes as well: nothing of another partner is changed, deleted, added or handed over', async () => {
    expect(await as(ofAcme, "UPDATE note SET text = 'mine' RETURNING id")).toEqual([{ id: 1 }]);
    expect(await as(ofAcme, 'DELETE FROM note WHERE id = 2 RETURNING id')).toEqual([]);
    await expect(as(ofAcme, "INSERT INTO note VALUES (9, $1, NULL, 'x')", [globex])).rejects.toThrow(/row-level security/);
    await expect(as(ofAcme, 'UPDATE note SET partner_id = $1 WHERE id = 1', [globex])).rejects.toThrow(/permission denied/);
    await expect(as({ kind: 'applicant', applicationId: application }, "INSERT INTO note VALUES (9, NULL, $1, 'x')", [application])).rejects.toThrow(/row-level security/);
    expect(await ids({ kind: 'system', name: 'spec' })).toEqual([1, 2, 3]);
  });

  test('lets the public add without seeing, and see by a rule of its own', async () => {
    await as({ kind: 'public' }, "INSERT INTO note VALUES (4, NULL, NULL, 'x'), (5, NULL, NULL, 'hello')");
    expect(await ids({ kind: 'public' })).toEqual([5]);
    expect(await as(ofAcme, 'SELECT code FROM tier')).toEqual([{ code: 'GOLD' }]);
    expect(await as({ kind: 'applicant', applicationId: application }, 'SELECT code FROM tier')).toEqual([]);
  });

  test('the actor ends with its transaction, also when it fails: the pooled connection keeps nothing', async () => {
    expect(await ids(ofAcme)).toEqual([1]);
    expect(await ids(undefined)).toEqual([]);
    await expect(as(ofAcme, 'nonsense')).rejects.toThrow(/syntax error/);
    expect(await ids(undefined)).toEqual([]);
    expect((await raw.query('SELECT id FROM note')).rows).toEqual([]);
    expect((await raw.query("SELECT actor_kind(), actor_id(), actor_partner_id(), actor_name()")).rows).toEqual([
      { actor_kind: null, actor_id: null, actor_partner_id: null, actor_name: null },
    ]);
  });

  test('Database sets the actor, and for that transaction only', async () => {
    const seen = (actor: Actor) => db.database.inTransaction(actor, (tx) => tx.query<{ id: number }[]>('SELECT id, actor_id(), actor_name() FROM note ORDER BY id'));
    expect(await seen(ofAcme)).toEqual([{ id: 1, actor_id: userId, actor_name: null }]);
    expect(await seen({ kind: 'system', name: 'spec' })).toMatchObject([{ actor_id: null, actor_name: 'spec' }, { id: 2 }, { id: 3 }]);
    const rows = await Promise.all(Array.from({ length: 40 }, (_, n) => seen(n % 2 === 0 ? ofAcme : ofGlobex)));
    expect(rows.map((found) => found.map(({ id }) => id))).toEqual(rows.map((_, n) => [n % 2 === 0 ? 1 : 2]));
    const strays = await Promise.all(Array.from({ length: 40 }, () => db.dataSource.query('SELECT id FROM note')));
    expect(strays.flat()).toEqual([]);
  });

  test('holds for the owner too, and the runtime role can neither switch it off nor become the owner', async () => {
    const owner = new Client({ connectionString: db.ownerUrl });
    // The database is dropped at the end of the file, and a connection may still be closing then.
    owner.on('error', () => undefined);
    await owner.connect();
    expect((await owner.query('SELECT id FROM note')).rows).toEqual([]);
    await owner.end();
    for (const sql of ['ALTER TABLE note DISABLE ROW LEVEL SECURITY', 'DROP POLICY own_partner ON note', 'SET ROLE pms_test_owner', 'TRUNCATE note', 'CREATE TABLE mine (id int)']) {
      const error: unknown = await as(ofAcme, sql).catch((reason: unknown) => reason);
      expect([sql, databaseErrorCode(error)]).toEqual([sql, '42501']);
    }
    const roles = await raw.query('SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user');
    expect(roles.rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }]);
    expect((await raw.query("SELECT tablename FROM pg_tables WHERE tableowner = current_user")).rows).toEqual([]);
  });
});
