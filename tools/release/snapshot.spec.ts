import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Foundation1700000000000 } from '#libs/database/foundation.migration';
import { grant } from '#libs/database/migrations';
import { adminUrl } from '#libs/testing/test-template';
import { type TestDatabase, testDatabase } from '#libs/testing/test-database';
import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { readCatalogue } from './catalogue.ts';
import { faults, migrated, type Migrated, type Snapshot } from './snapshot.ts';

// A made-up release, and made-up migrations after it: what each of them would do to the code of that release.
class First1790000000001 implements MigrationInterface {
  readonly name = 'First1790000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE thing (id uuid PRIMARY KEY, code varchar(10) NOT NULL UNIQUE, note text, number integer NOT NULL DEFAULT 0, moved_at timestamptz,
                          status text NOT NULL CONSTRAINT thing_status CHECK (status IN ('new', 'old')));
      CREATE TABLE forgotten (id uuid PRIMARY KEY);
      CREATE FUNCTION thing_count(of_status text) RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM thing WHERE status = of_status $$`);
    await grant(runner, 'thing', 'SELECT, INSERT, UPDATE (note, status), DELETE');
  }
  async down(): Promise<void> {}
}

let db: TestDatabase;
let released: Snapshot;
const service = { name: 'release-spec', entities: [], migrations: [Foundation1700000000000, First1790000000001] };
const runtime = 'pms_test_app';

beforeAll(async () => {
  db = await testDatabase(service);
  const { catalogue, migrations } = await migrated(adminUrl(), service);
  released = { release: '9.9.9', migrations: Object.fromEntries(migrations.map(({ name, hash }) => [name, hash])), retired: ['forgotten', 'thing.moved_at'], catalogue };
}, 60_000);
afterAll(() => db?.drop());

/** What is said of a further migration that sends this, which is undone again. */
async function after(...statements: string[]): Promise<string[]> {
  const client = new Client({ connectionString: db.ownerUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    for (const statement of statements) await client.query(statement);
    const known = Object.entries(released.migrations).map(([name, hash]) => ({ name, hash, statements: [] }));
    return faults(released, { catalogue: await readCatalogue(client, runtime), migrations: [...known, { name: 'Next1790000000002', hash: 'x', statements }] });
  } finally {
    await client.end();
  }
}

test('a snapshot tells columns, rights, constraints and functions, and the working tree that made it has no fault', async () => {
  expect(released.catalogue.tables['thing']?.columns['note']).toEqual({ type: 'text', notNull: false, fills: false, may: ['SELECT', 'INSERT', 'UPDATE'] });
  expect(released.catalogue.tables['thing']?.columns['number']).toMatchObject({ fills: true, may: ['SELECT', 'INSERT'] });
  expect(released.catalogue.functions).toHaveProperty(['thing_count(of_status text)'], { returns: 'bigint', mayExecute: true });
  expect(await after()).toEqual([]);
  expect(faults(undefined, { catalogue: released.catalogue, migrations: [] })).toEqual([]);
});

describe('what breaks the released code is refused', () => {
  const withNew = 'ALTER TABLE thing ADD COLUMN extra text';
  test.each<[what: string, statements: string[], sentence: RegExp]>([
    ['a dropped table', ['DROP TABLE thing CASCADE'], /the table thing is gone/],
    ['a renamed table', ['ALTER TABLE thing RENAME TO item'], /the table thing is gone/],
    ['a dropped column', ['ALTER TABLE thing DROP COLUMN note'], /the column thing\.note is gone or renamed/],
    ['a renamed column', ['ALTER TABLE thing RENAME COLUMN note TO remark'], /the column thing\.note is gone or renamed/],
    ['a narrower type', ['ALTER TABLE thing ALTER COLUMN code TYPE varchar(5)'], /type of thing\.code changed from character varying\(10\) to character varying\(5\)/],
    ['another type', ['ALTER TABLE thing ALTER COLUMN number TYPE bigint'], /type of thing\.number changed from integer to bigint/],
    ['NOT NULL on an old column', ["UPDATE thing SET note = ''", 'ALTER TABLE thing ALTER COLUMN note SET NOT NULL'], /thing\.note is NOT NULL now/],
    ['a new NOT NULL column without default', ['ALTER TABLE thing ADD COLUMN extra text NOT NULL'], /thing\.extra is new, NOT NULL and has no default/],
    ['a lost default', ['ALTER TABLE thing ALTER COLUMN number DROP DEFAULT'], /thing\.number has lost its default/],
    ['a check that allows less', ['ALTER TABLE thing DROP CONSTRAINT thing_status', "ALTER TABLE thing ADD CONSTRAINT thing_status CHECK (status IN ('new')) NOT VALID"], /the constraint thing_status of thing changed/],
    ['a check without NOT VALID', ['ALTER TABLE thing ADD CONSTRAINT thing_number CHECK (number > 0)'], /Next1790000000002: a constraint on thing without NOT VALID/],
    ['a check that comes with a column', ["ALTER TABLE thing ADD COLUMN extra text CHECK (extra <> '')"], /without NOT VALID/],
    ['a unique constraint on old columns', ['ALTER TABLE thing ADD CONSTRAINT thing_note UNIQUE (note)'], /thing_note on thing is new and on columns that were there/],
    ['a unique index on old columns', ['CREATE UNIQUE INDEX thing_note ON thing (lower(note), status)'], /the unique index thing_note on thing is new/],
    ['a dropped unique constraint', ['ALTER TABLE thing DROP CONSTRAINT thing_code_key'], /the unique index thing_code_key of thing is gone/],
    ['a dropped function', ['DROP FUNCTION thing_count'], /the function thing_count\(of_status text\) is gone/],
    ['another argument', ['DROP FUNCTION thing_count', 'CREATE FUNCTION thing_count(of_status text, more int) RETURNS bigint LANGUAGE sql AS $$ SELECT 1::bigint $$'], /takes other arguments/],
    ['a right that is taken away', [`REVOKE UPDATE (note) ON thing FROM ${runtime}`], /may no longer UPDATE thing\.note/],
    ['a right to delete', [`REVOKE DELETE ON thing FROM ${runtime}`], /may no longer DELETE from thing/],
    ['row-level security', ['ALTER TABLE thing ENABLE ROW LEVEL SECURITY'], /row-level security is switched on for thing/],
    ['an index that stops writing', ['CREATE INDEX thing_number ON thing (number)'], /an index on thing without CONCURRENTLY/],
    ['a default that writes all rows anew', ['ALTER TABLE thing ADD COLUMN extra uuid NOT NULL DEFAULT gen_random_uuid()'], /a default that differs from row to row/],
    ['a lock', [withNew, 'LOCK TABLE thing'], /thing is locked or emptied/],
  ])('%s', async (_what, statements, sentence) => {
    const sentences = await after(...statements);
    expect(sentences).toEqual(expect.arrayContaining([expect.stringMatching(sentence)]));
  });

  test('a released migration that was edited, or is gone, or a new one that comes before it', () => {
    const present = (names: Record<string, string>): Migrated => ({ catalogue: released.catalogue, migrations: Object.entries(names).map(([name, hash]) => ({ name, hash, statements: [] })) });
    expect(faults(released, present({ ...released.migrations, First1790000000001: 'other' }))).toEqual([expect.stringMatching(/First1790000000001 of 9\.9\.9 was edited/)]);
    const { First1790000000001: _gone, ...others } = released.migrations;
    expect(faults(released, present(others))).toEqual([expect.stringMatching(/First1790000000001 of 9\.9\.9 is gone/)]);
    expect(faults(released, present({ Sooner1690000000000: 'x', ...released.migrations }))).toEqual([expect.stringMatching(/Sooner1690000000000 is new but runs before/)]);
  });
});

describe('what the released code does not notice is let through', () => {
  test.each<[what: string, statements: string[]]>([
    ['new tables and columns', ['CREATE TABLE other (id uuid PRIMARY KEY, thing_id uuid NOT NULL REFERENCES thing)', 'CREATE INDEX other_thing ON other (thing_id)', 'ALTER TABLE thing ADD COLUMN extra text, ADD COLUMN more int NOT NULL DEFAULT 0']],
    ['a wider type, a looser check', ['ALTER TABLE thing ALTER COLUMN code TYPE text', 'ALTER TABLE thing DROP CONSTRAINT thing_status', "ALTER TABLE thing ADD CONSTRAINT thing_status CHECK (status IN ('new', 'old', 'lost')) NOT VALID"]],
    ['a check by NOT VALID, validated afterwards', ['ALTER TABLE thing ADD CONSTRAINT thing_number CHECK (number >= 0) NOT VALID', 'ALTER TABLE thing VALIDATE CONSTRAINT thing_number']],
    ['another body of a function', ['CREATE OR REPLACE FUNCTION thing_count(of_status text) RETURNS bigint LANGUAGE sql AS $$ SELECT 0::bigint; $$']],
    ['what the release had retired', ['DROP TABLE forgotten', 'ALTER TABLE thing DROP COLUMN moved_at']],
  ])('%s', async (_what, statements) => {
    expect(await after(...statements)).toEqual([]);
  });
});

test('a migration is known by what it sends, not by its comments', async () => {
  class Same1790000000001 extends First1790000000001 {
    override readonly name = 'First1790000000001';
  }
  class Other1790000000001 extends First1790000000001 {
    override async up(runner: QueryRunner): Promise<void> {
      await super.up(runner);
      await runner.query(`COMMENT ON TABLE thing IS 'edited'`);
    }
  }
  const again = await migrated(adminUrl(), { ...service, migrations: [Foundation1700000000000, Same1790000000001] });
  expect(faults(released, again)).toEqual([]);
  const edited = await migrated(adminUrl(), { ...service, migrations: [Foundation1700000000000, Other1790000000001] });
  expect(faults(released, edited)).toEqual([expect.stringMatching(/was edited/)]);
}, 60_000);
