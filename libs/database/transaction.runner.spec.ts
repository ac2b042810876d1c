import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type EntityManager, type MigrationInterface, QueryFailedError, type QueryRunner } from 'typeorm';
import { classify } from '#libs/messaging/errors';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { Foundation1700000000000 } from './foundation.migration.ts';
import { databaseErrorCode, isInfrastructureFailure, isViolationOf } from './failures.ts';
import { grant } from './grants.ts';
import { TransactionAborted, TransactionEnded } from './transaction.runner.ts';
import { atCommit, beforeCommit, prepared } from './transaction.work.ts';

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

describe('a prepared statement', () => {
  const statement = { name: 'word-add', text: 'INSERT INTO word VALUES ($1) RETURNING name' };
  const named = (tx: EntityManager) => tx.query<{ name: string; calls: number }[]>('SELECT name, (generic_plans + custom_plans)::int AS calls FROM pg_prepared_statements WHERE name = $1', ['word-add']);

  test('is kept by its connection, and stands in the transaction as every other', async () => {
    // One transaction after the other takes the same connection.
    const one = await testDatabase({ name: 'spec-transaction-runner', entities: [], migrations: [Foundation1700000000000, Words1700000100002] });
    try {
      for (const name of ['a', 'b']) {
        expect(await one.database.inTransaction(system, (tx) => prepared<{ name: string }>(tx, statement, [name]))).toEqual([{ name }]);
      }
      const undone = one.database.inTransaction(system, async (tx) => {
        await prepared(tx, statement, ['c']);
        throw new Error('undone');
      });
      await expect(undone).rejects.toThrow('undone');
      expect(await one.database.inTransaction(system, named)).toEqual([{ name: 'word-add', calls: 3 }]);
      expect(await one.query('SELECT name FROM word ORDER BY name')).toEqual([{ name: 'a' }, { name: 'b' }]);
    } finally {
      await one.drop();
    }
  });

  test('fails as every other', async () => {
    const twice = db.database.inTransaction(system, async (tx) => {
      await prepared(tx, statement, ['a']);
      await prepared(tx, statement, ['a']);
    });
    const error: unknown = await twice.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(QueryFailedError);
    expect([databaseErrorCode(error), isViolationOf(error, 'word_pkey'), isInfrastructureFailure(error), classify(error)]).toEqual(['23505', true, false, 'ordinary']);
    expect(await words()).toEqual([]);
  });

  test('is refused once its transaction has ended', async () => {
    let kept: EntityManager | undefined;
    await db.database.inTransaction(system, async (tx) => {
      kept = tx;
      await add(tx, 'a');
    });
    await expect(async () => kept && prepared(kept, statement, ['b'])).rejects.toThrow(TransactionEnded);
  });

  test('that its connection can no longer run costs that connection, not the work', async () => {
    // One transaction after the other takes the same connection.
    const one = await testDatabase({ name: 'spec-transaction-runner', entities: [], migrations: [Foundation1700000000000, Words1700000100002] });
    try {
      const write = (name: string) => one.database.inTransaction(system, (tx) => prepared(tx, statement, [name]));
      await write('a');
      await one.query('ALTER TABLE word ALTER name TYPE varchar');
      const error: unknown = await write('b').catch((reason: unknown) => reason);
      expect([isInfrastructureFailure(error), classify(error)]).toEqual([true, 'infrastructure']);
      expect(await write('b')).toEqual([{ name: 'b' }]);
      await one.database.inTransaction(system, (tx) => tx.query('DEALLOCATE "word-add"'));
      await expect(write('c')).rejects.toThrow('Connection terminated: its prepared statement word-add');
      expect(await write('c')).toEqual([{ name: 'c' }]);
      await one.database.inTransaction(system, (tx) => tx.query('DEALLOCATE "word-add"'));
      await one.database.inTransaction(system, async (tx) => {
        await tx.transaction((savepoint) => prepared(savepoint, statement, ['d'])).catch(() => undefined);
      });
      expect(await write('d')).toEqual([{ name: 'd' }]);
    } finally {
      await one.drop();
    }
  });
});

describe('BEGIN', () => {
  const adding = { name: 'word-plain', text: 'INSERT INTO word VALUES ($1)' };
  const actor = { name: 'who', text: `SELECT current_setting('app.actor') AS who` };
  let one: TestDatabase;
  beforeEach(async () => {
    // One transaction after the other takes the same connection.
    one = await testDatabase({ name: 'spec-transaction-runner', entities: [], migrations: [Foundation1700000000000, Words1700000100002] });
  });
  afterEach(() => one.drop());
  const found = async () => (await one.query<{ name: string }>('SELECT name FROM word ORDER BY name')).map(({ name }) => name);
  const forget = () => one.dataSource.query('DEALLOCATE ALL');
  const outcomeOf = (work: (tx: EntityManager) => Promise<unknown>) => one.database.inTransaction(system, work).then(() => 'done', classify);

  test('travels with the first prepared statement, on behalf of whoever it is for', async () => {
    const who = (name: string) => one.database.inTransaction({ kind: 'system', name }, (tx) => prepared<{ who: string }>(tx, actor, []));
    expect([await who('first'), await who('second')]).toEqual([[{ who: 'system///first' }], [{ who: 'system///second' }]]);
  });

  test('comes before all that is sent at once', async () => {
    await one.database.inTransaction(system, (tx) => Promise.all([prepared(tx, adding, ['a']), prepared(tx, adding, ['b']), add(tx, 'c')]));
    expect(await found()).toEqual(['a', 'b', 'c']);
  });

  test('gives the transaction up where the first statement fails and nobody says so', async () => {
    await one.query(`INSERT INTO word VALUES ('a')`);
    const work = one.database.inTransaction(system, (tx) => prepared(tx, adding, ['a']).catch(() => undefined));
    await expect(work).rejects.toThrow(TransactionAborted);
    const two = one.database.inTransaction(system, async (tx) => {
      await prepared(tx, adding, ['a']).catch(() => undefined);
      await add(tx, 'b');
    });
    expect(databaseErrorCode(await two.catch((reason: unknown) => reason))).toBe('25P02');
    expect(await found()).toEqual(['a']);
  });

  test.each<[string, (tx: EntityManager) => Promise<unknown>]>([
    ['a statement', (tx) => add(tx, 'a')],
    ['a prepared statement', (tx) => prepared(tx, adding, ['a'])],
    ['what travels with COMMIT', async (tx) => atCommit(tx, { ...adding, values: ['a'] })],
    ['several at once', (tx) => Promise.all([prepared(tx, adding, ['a']), add(tx, 'b')])],
  ])('that the connection no longer knows costs that connection, before %s, and nothing is written without it', async (_first, work) => {
    await one.database.inTransaction(system, (tx) => prepared(tx, adding, ['before']));
    await forget();
    expect(await outcomeOf(work)).toBe('infrastructure');
    expect(await found()).toEqual(['before']);
    expect(await outcomeOf(work)).toBe('done');
  });

  test.each<[string, (tx: EntityManager) => Promise<unknown>]>([
    ['a statement', (tx) => add(tx, 'a')],
    ['a prepared statement', (tx) => prepared(tx, adding, ['a'])],
  ])('that failed unsaid, before %s, leaves nothing to be committed', async (_first, first) => {
    await one.database.inTransaction(system, (tx) => prepared(tx, adding, ['before']));
    await forget();
    const outcome = await outcomeOf(async (tx) => {
      await first(tx).catch(() => undefined);
      await add(tx, 'b').catch(() => undefined);
      await prepared(tx, adding, ['c']).catch(() => undefined);
      atCommit(tx, { ...adding, values: ['d'] });
    });
    expect(outcome).toBe('infrastructure');
    expect(await found()).toEqual(['before']);
  });
});
