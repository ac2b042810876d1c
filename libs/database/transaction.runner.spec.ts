import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { Foundation1700000000000 } from './foundation.migration.ts';
import { grant } from './grants.ts';
import { beforeCommit } from './transaction.runner.ts';

class Words1700000100002 implements MigrationInterface {
  readonly name = 'Words1700000100002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE word (name text PRIMARY KEY)');
    await grant(runner, 'word', 'SELECT, INSERT');
  }

  async down(): Promise<void> {}
}

const system = { kind: 'system', name: 'spec' } as const;
const words = async () => (await db.query<{ name: string }>('SELECT name FROM word ORDER BY name')).map(({ name }) => name);
const add = (tx: EntityManager, name: string) => tx.query('INSERT INTO word VALUES ($1)', [name]);

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase({ name: 'spec-transaction-runner', entities: [], migrations: [Foundation1700000000000, Words1700000100002] });
});
afterAll(() => db.drop());
beforeEach(() => db.truncate());

describe('beforeCommit', () => {
  test('runs once all else is done, in the order of asking, with what it asks for itself', async () => {
    const order: string[] = [];
    const later = (tx: EntityManager, name: string, more?: () => void) =>
      beforeCommit(tx, async () => {
        order.push(name);
        await add(tx, name);
        more?.();
      });
    await db.database.inTransaction(system, async (tx) => {
      expect(later(tx, 'a', () => later(tx, 'c'))).toBe(true);
      later(tx, 'b');
      await add(tx, 'work');
      order.push('work');
    });
    expect(order).toEqual(['work', 'a', 'b', 'c']);
    expect(await words()).toEqual(['a', 'b', 'c', 'work']);
  });

  test('is part of the transaction: its failure takes everything back, and that of the work takes it back', async () => {
    const late = db.database.inTransaction(system, async (tx) => {
      await add(tx, 'a');
      beforeCommit(tx, () => Promise.reject(new Error('late')));
    });
    await expect(late).rejects.toThrow('late');
    let ran = false;
    const early = db.database.inTransaction(system, async (tx) => {
      beforeCommit(tx, async () => void (ran = true));
      await add(tx, 'b');
      throw new Error('early');
    });
    await expect(early).rejects.toThrow('early');
    expect(ran).toBe(false);
    expect(await words()).toEqual([]);
  });

  test('is refused within a savepoint, and outside of a transaction of ours', async () => {
    const work = async () => {};
    await db.database.inTransaction(system, (tx) => tx.transaction(async (savepoint) => expect(beforeCommit(savepoint, work)).toBe(false)));
    expect(() => beforeCommit(db.dataSource.manager, work)).toThrow('inTransaction');
  });
});
