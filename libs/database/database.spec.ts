import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import type { EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import { testDatabase } from '#libs/testing/test-database';
import type { TestDatabase } from '#libs/testing/test-database';
import { InvalidActor } from './actor.ts';
import type { Actor } from './actor.ts';
import { dataSourceOptions } from './data-source.ts';
import { Database, NestedTransaction } from './database.ts';
import { databaseErrorCode, isInfrastructureFailure, isViolationOf } from './failures.ts';
import { Foundation1700000000000 } from './foundation.migration.ts';
import { grant } from './grants.ts';
import { TransactionAborted, TransactionEnded } from './transaction.runner.ts';
import { atCommit } from './transaction.work.ts';

@Entity()
class Counter {
  @PrimaryColumn({ type: 'text' })
  name!: string;

  @Column({ type: 'int' })
  value!: number;
}

class Counters1700000100001 implements MigrationInterface {
  readonly name = 'Counters1700000100001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE counter (name text CONSTRAINT counter_name_key PRIMARY KEY, value int NOT NULL)');
    await grant(runner, 'counter', 'SELECT, INSERT, UPDATE, DELETE');
  }

  async down(): Promise<void> {}
}

const system: Actor = { kind: 'system', name: 'spec' };
const counters = () => db.query('SELECT name, value FROM counter ORDER BY name');
const add = (tx: EntityManager, name: string, value = 1) => tx.insert(Counter, { name, value });
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase({ name: 'spec-database', entities: [Counter], migrations: [Foundation1700000000000, Counters1700000100001] });
});
afterAll(() => db.drop());
beforeEach(() => db.truncate());

describe('a transaction', () => {
  test('commits what its work did and returns its answer', async () => {
    const answer = await db.database.inTransaction(system, async (tx) => {
      await add(tx, 'a');
      return tx.getRepository(Counter).findOneByOrFail({ name: 'a' });
    });
    expect(answer.value).toBe(1);
    expect(await counters()).toEqual([{ name: 'a', value: 1 }]);
  });

  test('takes everything back on an error, which comes out unchanged', async () => {
    const failure = new Error('no');
    const work = db.database.inTransaction(system, async (tx) => {
      await add(tx, 'a');
      throw failure;
    });
    await expect(work).rejects.toBe(failure);
    expect(await counters()).toEqual([]);
  });

  test('tells the constraint that a statement ran into', async () => {
    const work = db.database.inTransaction(system, async (tx) => {
      await add(tx, 'a');
      await add(tx, 'a');
    });
    const error: unknown = await work.catch((reason: unknown) => reason);
    expect(isViolationOf(error, 'counter_name_key')).toBe(true);
    expect(databaseErrorCode(error)).toBe('23505');
    expect(isInfrastructureFailure(error)).toBe(false);
  });

  test('includes save(), which opens none of its own', async () => {
    const work = db.database.inTransaction(system, async (tx) => {
      await tx.save(Counter, [{ name: 'a', value: 1 }, { name: 'b', value: 2 }]);
      throw new Error('after save');
    });
    await expect(work).rejects.toThrow('after save');
    expect(await counters()).toEqual([]);
  });

  test('holds savepoints by tx.transaction, whose end does not end it', async () => {
    const work = db.database.inTransaction(system, async (tx) => {
      await tx.transaction((inner) => add(inner, 'a'));
      await tx.transaction((inner) => add(inner, 'a')).catch(() => undefined);
      await add(tx, 'b');
      throw new Error('outer');
    });
    await expect(work).rejects.toThrow('outer');
    expect(await counters()).toEqual([]);
  });

  test('survives a failed savepoint', async () => {
    await db.database.inTransaction(system, async (tx) => {
      await add(tx, 'a');
      await tx.transaction((inner) => add(inner, 'a')).catch(() => undefined);
      await add(tx, 'b');
    });
    expect(await counters()).toEqual([{ name: 'a', value: 1 }, { name: 'b', value: 1 }]);
  });

  test('says so where a swallowed error made PostgreSQL roll back at COMMIT', async () => {
    const work = db.database.inTransaction(system, async (tx) => {
      await add(tx, 'a');
      await add(tx, 'a').catch(() => undefined);
      return 'fine';
    });
    await expect(work).rejects.toThrow(TransactionAborted);
    expect(await counters()).toEqual([]);
  });

  test('refuses another one inside, also after an await, but not beside or behind it', async () => {
    const nested = db.database.inTransaction(system, async () => {
      await Promise.resolve();
      return db.database.inTransaction(system, async () => 1);
    });
    await expect(nested).rejects.toThrow(NestedTransaction);
    let later: Promise<number> | undefined;
    let release = () => {};
    const behind = new Promise<void>((resolve) => (release = resolve));
    await db.database.inTransaction(system, async () => {
      later = behind.then(() => db.database.inTransaction(system, async () => 2));
    });
    release();
    expect(await later).toBe(2);
  });

  test('ends with its work: a statement sent later is refused and changes nothing', async () => {
    let kept: EntityManager | undefined;
    await db.database.inTransaction(system, async (tx) => {
      kept = tx;
    });
    await expect(kept?.query("INSERT INTO counter VALUES ('late', 1)")).rejects.toThrow(/released/);
    expect(await counters()).toEqual([]);
  });

  test('rolls back a sibling statement that is still under way when another failed', async () => {
    const work = db.database.inTransaction(system, (tx) =>
      Promise.all([tx.query("SELECT pg_sleep(0.05); INSERT INTO counter VALUES ('slow', 1)"), Promise.reject(new Error('fast'))]),
    );
    await expect(work).rejects.toThrow('fast');
    expect(await counters()).toEqual([]);
    expect(await db.database.inTransaction(system, (tx) => tx.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  });

  test('refuses what a sibling sends while it is being rolled back', async () => {
    let refused: unknown;
    const work = db.database.inTransaction(system, (tx) => {
      const sibling = tx.query('SELECT pg_sleep(0.05)').then(() => add(tx, 'late')).catch((reason: unknown) => (refused = reason));
      return Promise.all([sibling, Promise.reject(new Error('fast'))]);
    });
    await expect(work).rejects.toThrow('fast');
    expect(refused).toBeInstanceOf(TransactionEnded);
    expect(await counters()).toEqual([]);
  });

  test('refuses an actor whose ids are none, before anything reaches the database', async () => {
    for (const actor of [
      { kind: 'vendor', userId: "x', true); DROP TABLE counter; --", roles: [] },
      { kind: 'user', userId: '019a4000-0000-7000-8000-000000000001', partnerId: 'all', roles: [] },
      { kind: 'system', name: 'a/b' },
    ] satisfies Actor[]) {
      await expect(db.database.inTransaction(actor, async () => 1)).rejects.toThrow(InvalidActor);
    }
  });
});

describe('atCommit', () => {
  test('is part of the transaction and takes any text', async () => {
    const name = `O'Hara \\ $1 \n; COMMIT; --`;
    await db.database.inTransaction(system, async (tx) => atCommit(tx, { text: 'INSERT INTO counter VALUES ($1, $2)', values: [name, 7] }));
    expect(await counters()).toEqual([{ name, value: 7 }]);
  });

  test('refuses NUL, which PostgreSQL has no text for', async () => {
    const work = db.database.inTransaction(system, async (tx) => {
      await add(tx, 'a');
      atCommit(tx, { text: 'INSERT INTO counter VALUES ($1, $2)', values: ['b\0', 1] });
    });
    expect(databaseErrorCode(await work.catch((reason: unknown) => reason))).toBe('22021');
    expect(await counters()).toEqual([]);
  });

  test('is all there is of a transaction without other statements: one message, under its actor', async () => {
    const before = await db.query<{ calls: string }>('SELECT count(*) AS calls FROM counter');
    await db.database.inTransaction(system, (tx) => Promise.resolve(atCommit(tx, { text: `INSERT INTO counter SELECT actor_name(), $1`, values: [7] })));
    expect(before).toEqual([{ calls: '0' }]);
    expect(await counters()).toEqual([{ name: 'spec', value: 7 }]);
    const failing = db.database.inTransaction(system, (tx) => {
      atCommit(tx, { text: `INSERT INTO counter VALUES ('b', 1)`, values: [] });
      atCommit(tx, { text: `INSERT INTO counter VALUES ('spec', 1)`, values: [] });
      return Promise.resolve();
    });
    expect(databaseErrorCode(await failing.catch((reason: unknown) => reason))).toBe('23505');
    expect(await counters()).toEqual([{ name: 'spec', value: 7 }]);
  });

  test('takes everything back when it fails', async () => {
    const work = db.database.inTransaction(system, async (tx) => {
      await add(tx, 'a');
      atCommit(tx, { text: 'INSERT INTO counter VALUES ($1, $2)', values: ['a', 1] });
    });
    expect(databaseErrorCode(await work.catch((reason: unknown) => reason))).toBe('23505');
    expect(await counters()).toEqual([]);
  });
});

describe('a transaction in one message', () => {
  test('leaves nothing behind where it fails, and the connection to others', async () => {
    const pool = new DataSource(dataSourceOptions({ url: db.url, entities: [], poolSize: 1 }));
    await pool.initialize();
    const one = new Database(pool);
    const send = one.gatheredMessages<string, object>(system, ([text = '']) => ({ text, values: [] }));
    await expect(send(`INSERT INTO counter VALUES ('same', 1), ('same', 2)`)).rejects.toMatchObject({ code: '23505' });
    expect(await send('SELECT count(*)::int AS n FROM counter')).toEqual({ n: 0 });
    await pool.destroy();
  });
});

describe('conflicts and lost connections', () => {
  test('work that deadlocked is run again, and both get through', async () => {
    await db.query("INSERT INTO counter VALUES ('a', 0), ('b', 0)");
    let runs = 0;
    let waiting = 0;
    let open = () => {};
    const bothHoldOne = new Promise<void>((resolve) => (open = resolve));
    const cross = (first: string, second: string) =>
      db.database.inTransaction(system, async (tx) => {
        runs += 1;
        await tx.increment(Counter, { name: first }, 'value', 1);
        waiting += 1;
        if (waiting === 2) open();
        await bothHoldOne;
        await tx.increment(Counter, { name: second }, 'value', 1);
      });
    await Promise.all([cross('a', 'b'), cross('b', 'a')]);
    expect(runs).toBeGreaterThan(2);
    expect(await counters()).toEqual([{ name: 'a', value: 2 }, { name: 'b', value: 2 }]);
  });

  test('gives up after six runs', async () => {
    let runs = 0;
    const work = db.database.inTransaction(system, async (tx) => {
      runs += 1;
      await tx.query("DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = '40001'; END $$");
    });
    expect(databaseErrorCode(await work.catch((reason: unknown) => reason))).toBe('40001');
    expect(runs).toBe(6);
  });

  test('a connection that dies in the middle is not used again, and counts as the infrastructure', async () => {
    const work = db.database.inTransaction(system, async (tx) => {
      const [{ pid }] = await tx.query<[{ pid: number }]>('SELECT pg_backend_pid() AS pid');
      await db.dataSource.query('SELECT pg_terminate_backend($1)', [pid]);
      await add(tx, 'a');
    });
    expect(isInfrastructureFailure(await work.catch((reason: unknown) => reason))).toBe(true);
    for (let i = 0; i < 5; i += 1) await db.database.inTransaction(system, (tx) => add(tx, `after ${i}`));
    expect(await counters()).toHaveLength(5);
  });

  test('a connection that dies while the work does something else fails at COMMIT', async () => {
    const work = db.database.inTransaction(system, async (tx) => {
      const [{ pid }] = await tx.query<[{ pid: number }]>('SELECT pg_backend_pid() AS pid');
      await add(tx, 'a');
      await db.dataSource.query('SELECT pg_terminate_backend($1)', [pid]);
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
    expect(isInfrastructureFailure(await work.catch((reason: unknown) => reason))).toBe(true);
    expect(await counters()).toEqual([]);
  });

  test('the pool of one is free again after failures of every kind', async () => {
    const dataSource = new DataSource(dataSourceOptions({ url: db.url, entities: [Counter], poolSize: 1, timeouts: { connect: 1_000, statement: 100 } }));
    await dataSource.initialize();
    const database = new Database(dataSource);
    const slow = database.inTransaction(system, (tx) => tx.query('SELECT pg_sleep(5)'));
    expect(databaseErrorCode(await slow.catch((reason: unknown) => reason))).toBe('57014');
    await expect(database.inTransaction(system, (tx) => tx.query('nonsense'))).rejects.toThrow(/syntax/);
    await expect(database.inTransaction(system, () => { throw new Error('synchronous'); })).rejects.toThrow('synchronous');
    expect(await database.inTransaction(system, (tx) => tx.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
    await dataSource.destroy();
  });

  test('a server that is not there is an infrastructure failure', async () => {
    const dataSource = new DataSource(dataSourceOptions({ url: 'postgres://nobody:x@127.0.0.1:1/none', entities: [] }));
    const error: unknown = await dataSource.initialize().catch((reason: unknown) => reason);
    expect(isInfrastructureFailure(error)).toBe(true);
  });
});
