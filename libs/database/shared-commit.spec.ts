import { setImmediate as endOfTurn } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { DataSource, type EntityManager, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Client } from 'pg';
import { testDatabase } from '#libs/testing/test-database';
import type { TestDatabase } from '#libs/testing/test-database';
import type { Actor } from './actor.ts';
import { dataSourceOptions } from './data-source.ts';
import { Database, NestedTransaction } from './database.ts';
import { isInfrastructureFailure, isViolationOf } from './failures.ts';
import { Foundation1700000000000 } from './foundation.migration.ts';
import { grant } from './grants.ts';
import { HeldConnection } from './held.connection.ts';
import { atCommit, atCommitAll } from './transaction.work.ts';

class Notes1700000100003 implements MigrationInterface {
  readonly name = 'Notes1700000100003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE note (name text CONSTRAINT note_name_key PRIMARY KEY, actor text NOT NULL, xid xid8 NOT NULL, call integer NOT NULL);
      CREATE SEQUENCE call_number;
      CREATE FUNCTION note_all(items jsonb) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE this_call integer := nextval('call_number');
      BEGIN
        INSERT INTO note SELECT i.name, current_setting('app.actor'), pg_current_xact_id(), this_call FROM jsonb_to_recordset(items) AS i(name text);
      END $$`);
    await grant(runner, 'note', 'SELECT, INSERT, UPDATE');
    await runner.query(`DO $$ BEGIN EXECUTE format('GRANT USAGE ON SEQUENCE call_number TO %I', current_setting('app.runtime_role')); END $$`);
  }

  async down(): Promise<void> {}
}

type Row = { name: string; actor: string; xid: string; call: number };

const anybody: Actor = { kind: 'public' };
const rows = () => db.query<Row>('SELECT name, actor, xid::text, call FROM note ORDER BY name');
const write = (name: string) => async (tx: EntityManager) => {
  atCommitAll(tx, { list: 'note_all', item: () => JSON.stringify({ name }) });
  return name;
};
const writeAll = (names: readonly string[], actor: Actor = anybody) => names.map((name) => db.database.inSharedTransaction(actor, write(name)));
const different = (values: readonly unknown[]) => new Set(values).size;
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase({ name: 'spec-shared', entities: [], migrations: [Foundation1700000000000, Notes1700000100003] });
});
afterAll(() => db.drop());
beforeEach(() => db.truncate());

describe('writes that arrive at once', () => {
  test('share a transaction and a call, and each gets its own answer', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `n${String(index).padStart(2, '0')}`);
    expect(await Promise.all(writeAll(names))).toEqual(names);
    const written = await rows();
    expect(written.map(({ name }) => name)).toEqual(names);
    // 16 at most.
    expect(different(written.map(({ xid }) => xid))).toBe(3);
    expect(different(written.map(({ call }) => call))).toBe(3);
  });

  test('gather behind one that is under way', async () => {
    const first = writeAll(['first']);
    await endOfTurn();
    await Promise.all([...first, ...writeAll(['second', 'third'])]);
    const xid = new Map((await rows()).map((row) => [row.name, row.xid]));
    expect(xid.get('second')).toBe(xid.get('third'));
    expect(xid.get('second')).not.toBe(xid.get('first'));
  });

  test('leave behind those that are on their way, once enough have gathered', async () => {
    const happened: string[] = [];
    const send = Reflect.get(HeldConnection.prototype, 'send');
    const watched = jest.spyOn(HeldConnection.prototype, 'send').mockImplementation(async function (this: HeldConnection, message) {
      happened.push('sent');
      const answer = await send.call(this, message);
      happened.push('answered');
      return answer;
    });
    await Promise.all(writeAll(Array.from({ length: 24 }, (_, index) => `n${index}`)));
    watched.mockRestore();
    expect(happened).toEqual(['sent', 'sent', 'answered', 'answered']);
  });

  test('of different actors do not', async () => {
    await Promise.all([...writeAll(['a', 'b']), ...writeAll(['c', 'd'], { kind: 'system', name: 'spec' })]);
    const written = await rows();
    expect(written.map(({ name, actor }) => `${name} ${actor}`)).toEqual(['a public///', 'b public///', 'c system///spec', 'd system///spec']);
  });

  test('fail each by itself', async () => {
    await Promise.all(writeAll(['taken']));
    const outcomes = await Promise.allSettled(writeAll(['a', 'taken', 'b', 'b', 'c']));
    const [first, second, one, other, last] = outcomes.map(({ status }) => status);
    expect([first, second, last]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(new Set([one, other])).toEqual(new Set(['fulfilled', 'rejected']));
    const [, taken] = outcomes;
    expect(taken?.status === 'rejected' && isViolationOf(taken.reason, 'note_name_key')).toBe(true);
    expect((await rows()).map(({ name }) => name)).toEqual(['a', 'b', 'c', 'taken']);
  });

  test.each([
    ['together with others', ['first', 'held', 'x', 'y']],
    ['before all others', ['held', 'first', 'x', 'y']],
  ])('do not wait for a row that somebody outside holds: who needs it does, %s', async (_when, names) => {
    const outside = new Client({ connectionString: db.ownerUrl });
    await outside.connect();
    try {
      await outside.query(`BEGIN; INSERT INTO note VALUES ('held', 'outside', pg_current_xact_id(), 0)`);
      // By itself, and the others behind it.
      const first = writeAll(names.slice(0, 1));
      await endOfTurn();
      const outcomes = new Map([...first, ...writeAll(names.slice(1))].map((outcome, index) => [names[index], outcome]));
      const held = outcomes.get('held');
      outcomes.delete('held');
      expect(await Promise.all(outcomes.values())).toEqual(['first', 'x', 'y']);
      expect(await Promise.all(writeAll(['later', 'latest']))).toEqual(['later', 'latest']);
      await outside.query('ROLLBACK');
      expect(await held).toBe('held');
    } finally {
      await outside.end();
    }
  });

  test('whose answer is lost with the connection are not written again: what became of them is unknown, as it is alone', async () => {
    const send = Reflect.get(HeldConnection.prototype, 'send');
    let messages = 0;
    const lost = jest.spyOn(HeldConnection.prototype, 'send').mockImplementation(async function (this: HeldConnection, message) {
      const answer = await send.call(this, message);
      messages += 1;
      if (messages === 2) throw new Error('Connection terminated unexpectedly');
      return answer;
    });
    const first = writeAll(['first']);
    await endOfTurn();
    const outcomes = await Promise.allSettled([...first, ...writeAll(['lost', 'x'])]);
    lost.mockRestore();
    expect(outcomes.map((outcome) => outcome.status === 'fulfilled' || isInfrastructureFailure(outcome.reason))).toEqual([true, true, true]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect((await rows()).map(({ name }) => name)).toEqual(['first', 'lost', 'x']);
  });
});

describe('a shared transaction', () => {
  test('gives its connection back', async () => {
    const one = await new DataSource(dataSourceOptions({ url: db.url, entities: [], poolSize: 1, timeouts: { connect: 1_000 } })).initialize();
    const database = new Database(one);
    await database.inSharedTransaction(anybody, write('a'));
    expect(await database.inTransaction(anybody, (tx) => tx.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
    await one.destroy();
  });

  test('takes plain statements too, in their places', async () => {
    await db.database.inSharedTransaction(anybody, async (tx) => {
      atCommitAll(tx, { list: 'note_all', item: () => '{"name":"a"}' });
      atCommit(tx, { text: 'UPDATE note SET actor = $1', values: ['changed'] });
    });
    expect(await rows()).toMatchObject([{ name: 'a', actor: 'changed' }]);
  });

  test('is no place for reading: what it needs must be there before', async () => {
    const work = db.database.inSharedTransaction(anybody, (tx) => tx.query('SELECT 1'));
    await expect(work).rejects.toThrow(/cannot be shared/);
  });

  test('writes nothing where the work fails', async () => {
    const failing = db.database.inSharedTransaction(anybody, async (tx) => {
      await write('a')(tx);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await rows()).toEqual([]);
  });
});

describe('messages that gather', () => {
  const text = `INSERT INTO note SELECT i.name, current_setting('app.actor'), pg_current_xact_id(), 0 FROM jsonb_to_recordset($1) AS i(name text) RETURNING name, xid::text`;
  const gathered = () => db.database.gatheredMessages<string, { name: string; xid: string }>({ kind: 'system', name: 'spec' }, (names) => ({ text, values: [JSON.stringify(names.map((name) => ({ name })))] }));

  test('are one for all that arrive while one is under way, and each gets its own row', async () => {
    const add = gathered();
    const names = Array.from({ length: 40 }, (_, index) => `n${index}`);
    const answers = await Promise.all(names.map((name) => add(name)));
    expect(answers.map(({ name }) => name)).toEqual(names);
    expect(different(answers.map(({ xid }) => xid))).toBe(3);
    expect(new Set((await rows()).map(({ actor }) => actor))).toEqual(new Set(['system///spec']));
  });

  test('fail each by itself, and wait each by itself', async () => {
    await Promise.all(writeAll(['taken']));
    const add = gathered();
    const outside = new Client({ connectionString: db.ownerUrl });
    await outside.connect();
    try {
      await outside.query(`BEGIN; INSERT INTO note VALUES ('held', 'outside', pg_current_xact_id(), 0)`);
      const held = add('held');
      await endOfTurn();
      const outcomes = await Promise.allSettled(['a', 'taken', 'b'].map((name) => add(name)));
      expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.name : isViolationOf(outcome.reason, 'note_name_key')))).toEqual(['a', true, 'b']);
      await outside.query('ROLLBACK');
      expect((await held).name).toBe('held');
    } finally {
      await outside.end();
    }
  });

  test('whose statement a connection can no longer run are sent again, each by itself', async () => {
    const add = db.database.gatheredMessages<string, { name: string }>({ kind: 'system', name: 'spec' }, (names) => ({ name: 'note-gathered', text, values: [JSON.stringify(names.map((name) => ({ name })))] }));
    await add('before');
    // The pool gives out the connection that came back last.
    await db.dataSource.query('DEALLOCATE "note-gathered"');
    const answers = await Promise.all(['a', 'b'].map((name) => add(name)));
    expect(answers.map(({ name }) => name)).toEqual(['a', 'b']);
    expect((await rows()).map(({ name }) => name)).toEqual(['a', 'b', 'before']);
  });

  test('are refused inside a transaction', async () => {
    const add = gathered();
    await expect(db.database.inTransaction(anybody, () => add('a'))).rejects.toThrow(NestedTransaction);
  });
});
