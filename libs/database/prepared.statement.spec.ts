import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type MigrationInterface, QueryFailedError, type QueryRunner } from 'typeorm';
import { eventually } from '#libs/testing/eventually';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { databaseErrorCode, isInfrastructureFailure, isViolationOf } from './failures.ts';
import { Foundation1700000000000 } from './foundation.migration.ts';
import { grant } from './grants.ts';
import { preparedAlone } from './prepared.statement.ts';

class Tally1700000100005 implements MigrationInterface {
  readonly name = 'Tally1700000100005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE tally (name text PRIMARY KEY, count integer NOT NULL)');
    await grant(runner, 'tally', 'SELECT, INSERT, UPDATE');
  }

  async down(): Promise<void> {}
}

const statement = {
  name: 'tally-add',
  text: 'INSERT INTO tally VALUES ($1, $2::integer) ON CONFLICT (name) DO UPDATE SET count = tally.count + excluded.count RETURNING name, count',
};
const statements = 'SELECT name, (generic_plans + custom_plans)::int AS calls FROM pg_prepared_statements';

let db: TestDatabase;
beforeEach(async () => {
  // One statement after the other takes the same connection.
  db = await testDatabase({ name: 'spec-prepared-statement', entities: [], migrations: [Foundation1700000000000, Tally1700000100005] });
});
afterEach(() => db.drop());

const add = (name: string, count = 1) => preparedAlone<{ name: string; count: number }>(db.dataSource, statement, [name, count]);

describe('a prepared statement alone', () => {
  test('is committed when it answers, and parsed once for its connection', async () => {
    expect(await add('a')).toEqual([{ name: 'a', count: 1 }]);
    expect(await add('a', 2)).toEqual([{ name: 'a', count: 3 }]);
    expect(await db.query('SELECT * FROM tally')).toEqual([{ name: 'a', count: 3 }]);
    expect(await db.dataSource.query(statements)).toEqual([{ name: 'tally-add', calls: 2 }]);
  });

  test('fails as every other statement, and its connection serves the next', async () => {
    const plain = { name: 'tally-plain', text: 'INSERT INTO tally VALUES ($1, 1)' };
    await preparedAlone(db.dataSource, plain, ['a']);
    const error: unknown = await preparedAlone(db.dataSource, plain, ['a']).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(QueryFailedError);
    expect([databaseErrorCode(error), isViolationOf(error, 'tally_pkey'), isInfrastructureFailure(error)]).toEqual(['23505', true, false]);
    expect(await db.dataSource.query(statements)).toEqual([{ name: 'tally-plain', calls: 2 }]);
  });

  test('that a connection can no longer run is run on another, once', async () => {
    await add('a');
    await db.query('ALTER TABLE tally ALTER name TYPE varchar');
    expect(await add('a')).toEqual([{ name: 'a', count: 2 }]);
    await db.dataSource.query('DEALLOCATE ALL');
    expect(await add('a')).toEqual([{ name: 'a', count: 3 }]);
    await db.dataSource.query(`PREPARE "tally-new" AS SELECT 1`);
    expect(await preparedAlone(db.dataSource, { ...statement, name: 'tally-new' }, ['a', 1])).toEqual([{ name: 'a', count: 4 }]);
  });

  test('that no connection can run fails in the end, as if they were lost', async () => {
    const taken = { name: 'taken', text: 'EXECUTE nowhere' };
    const error: unknown = await preparedAlone(db.dataSource, taken, []).catch((reason: unknown) => reason);
    expect([databaseErrorCode(error), isInfrastructureFailure(error)]).toEqual(['26000', true]);
    expect(await add('b')).toEqual([{ name: 'b', count: 1 }]);
  });

  test('fails where the connection breaks, without ending the process', async () => {
    const sleep = preparedAlone(db.dataSource, { name: 'sleep', text: 'SELECT pg_sleep($1::integer)' }, [20]).catch((reason: unknown) => reason);
    await eventually(async () => {
      expect(await db.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active' AND datname = current_database()`)).toHaveLength(1);
    });
    const error = await sleep;
    expect(isInfrastructureFailure(error)).toBe(true);
    expect(await add('c')).toEqual([{ name: 'c', count: 1 }]);
  });
});
