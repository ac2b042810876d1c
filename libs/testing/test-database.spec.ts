import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Foundation1700000000000 } from '#libs/database/foundation.migration';
import { grant } from '#libs/database/grants';
import { enableRowLevelSecurity, vendorAndSystem } from '#libs/database/row-level-security';
import { testDatabase } from './test-database.ts';
import type { TestDatabase } from './test-database.ts';

class Shelf1700000100000 implements MigrationInterface {
  readonly name = 'Shelf1700000100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE shelf (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, label text NOT NULL, size int NOT NULL, doubled int GENERATED ALWAYS AS (size * 2) STORED);
      CREATE TABLE book (shelf_id bigint NOT NULL REFERENCES shelf, title text NOT NULL);
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append only'; END $$;
      CREATE TRIGGER no_truncate BEFORE TRUNCATE ON book EXECUTE FUNCTION refuse();
      INSERT INTO shelf (label, size) VALUES ('first', 3), ('second', 4);
    `);
    await enableRowLevelSecurity(runner, 'book', [vendorAndSystem()]);
    await grant(runner, 'shelf', 'SELECT, INSERT, UPDATE, DELETE');
    await grant(runner, 'book', 'SELECT, INSERT');
    await runner.query("INSERT INTO book VALUES (2, 'Moby-Dick')");
  }

  async down(): Promise<void> {}
}

const library = { name: 'spec-library', entities: [], migrations: [Foundation1700000000000, Shelf1700000100000] };

describe('a test database', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase(library);
  });
  afterAll(() => db.drop());

  const shelves = () => db.query<{ id: string; label: string; doubled: number }>('SELECT id, label, doubled FROM shelf ORDER BY id');

  test('is migrated, with the rows that migrations put there', async () => {
    expect(await shelves()).toEqual([
      { id: '1', label: 'first', doubled: 6 },
      { id: '2', label: 'second', doubled: 8 },
    ]);
    expect(await db.query('SELECT title FROM book')).toEqual([{ title: 'Moby-Dick' }]);
  });

  test('is entered as the runtime role, which row-level security binds', async () => {
    expect(await db.dataSource.query('SELECT current_user::text AS name, title FROM book')).toEqual([]);
    const seen = await db.database.inTransaction({ kind: 'system', name: 'spec' }, (tx) => tx.query('SELECT title FROM book'));
    expect(seen).toEqual([{ title: 'Moby-Dick' }]);
    await expect(db.dataSource.query('TRUNCATE shelf')).rejects.toThrow(/permission denied|must be owner/);
  });

  test('truncate brings the state after migrations back, sequences included', async () => {
    await db.dataSource.query("UPDATE shelf SET label = 'changed'");
    await db.dataSource.query("INSERT INTO shelf (label, size) VALUES ('third', 5)");
    await db.query("INSERT INTO book VALUES (3, 'Emma')");
    await db.truncate();
    expect((await shelves()).map(({ label }) => label)).toEqual(['first', 'second']);
    expect(await db.query('SELECT title FROM book')).toEqual([{ title: 'Moby-Dick' }]);
  });

  test('is its own: another of the same service shares nothing, and is made at the same time', async () => {
    const others = await Promise.all([testDatabase(library), testDatabase(library), testDatabase(library)]);
    await others[0]?.query('DELETE FROM shelf WHERE id = 1');
    expect(await shelves()).toHaveLength(2);
    expect(await others[1]?.query('SELECT FROM shelf')).toHaveLength(2);
    await Promise.all(others.map((other) => other.drop()));
    const left = await db.query<{ n: number }>("SELECT count(*)::int AS n FROM pg_database WHERE datname LIKE 'pmst\\_c\\_%\\_speclibrary\\_%'");
    expect(left).toEqual([{ n: 1 }]);
  });
});
