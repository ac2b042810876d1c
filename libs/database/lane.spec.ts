import { spawnSync } from 'node:child_process';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { eventually } from '#libs/testing/eventually';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { testRoles } from '#libs/testing/test-template';
import { actorSetting } from './actor.ts';
import { dataSourceOptions } from './data-source.ts';
import { Database } from './database.ts';
import { databaseErrorCode, isInfrastructureFailure, isViolationOf } from './failures.ts';
import { Foundation1700000000000 } from './foundation.migration.ts';
import { grant } from './grants.ts';
import { Lane } from './lane.ts';
import { StatementLost } from './prepared.statement.ts';

class Line1700000100006 implements MigrationInterface {
  readonly name = 'Line1700000100006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE line (name text CONSTRAINT line_name_key PRIMARY KEY, note varchar(20), actor text NOT NULL DEFAULT current_setting('app.actor'), pid integer NOT NULL DEFAULT pg_backend_pid(), xid xid8 NOT NULL DEFAULT pg_current_xact_id())`);
    await grant(runner, 'line', 'SELECT, INSERT, UPDATE');
  }

  async down(): Promise<void> {}
}

interface Written {
  readonly name: string;
  readonly actor: string;
  readonly pid: number;
  readonly xid: string;
}

const somebody = actorSetting({ kind: 'system', name: 'spec' });
const writing = (name: string) => ({ name: 'line-write', text: 'INSERT INTO line (name) VALUES ($1) RETURNING name, actor, pid, xid::text', values: [name] });
let db: TestDatabase;
/** Of one connection: whatever is not given back is missed at once. */
let only: DataSource;
let lane: Lane;

beforeAll(async () => {
  db = await testDatabase({ name: 'spec-lane', entities: [], migrations: [Foundation1700000000000, Line1700000100006] });
});
beforeEach(async () => {
  await db.truncate();
  only = await new DataSource(dataSourceOptions({ url: db.url, entities: [], poolSize: 1, timeouts: { connect: 2_000 } })).initialize();
  lane = new Lane(only, somebody);
});
afterEach(() => only.destroy());
afterAll(() => db.drop());

const names = async () => (await db.query<{ name: string }>('SELECT name FROM line ORDER BY name')).map(({ name }) => name);
const isFree = () => new Database(only).inTransaction({ kind: 'public' }, (tx) => tx.query<{ actor: string | null; wait: string }[]>(`SELECT nullif(current_setting('app.actor', true), 'public///') AS actor, current_setting('lock_timeout') AS wait`));

describe('a message', () => {
  test('is a transaction of its own, on behalf of the actor, and leaves nothing of that behind', async () => {
    const [first] = await lane.send<Written>([writing('a')]);
    lane.rest();
    const [alone] = await lane.sendAlone<Written>([writing('b')]);
    expect([first?.actor, alone?.actor]).toEqual([somebody, somebody]);
    expect(first?.xid).not.toBe(alone?.xid);
    expect(await isFree()).toEqual([{ actor: null, wait: '10s' }]);
  });

  test('writes all or nothing', async () => {
    const error: unknown = await lane.send([writing('a'), writing('b'), writing('a')]).catch((reason: unknown) => reason);
    expect(isViolationOf(error, 'line_name_key')).toBe(true);
    lane.rest();
    expect(await names()).toEqual([]);
    expect(await isFree()).toHaveLength(1);
  });
});

describe('a message behind another', () => {
  test('is run after it by the same connection, in a transaction of its own, without waiting for anybody to read what that is answered', async () => {
    await lane.send([writing('before')]);
    const answers = [lane.send<Written>([writing('a')]), lane.send<Written>([writing('b')])];
    await endOfTurn();
    // Meanwhile this process neither reads nor writes.
    expect(waitSynchronously('b')).toBe(0);
    const [first, second] = (await Promise.all(answers)).flat();
    expect(second?.pid).toBe(first?.pid);
    expect(BigInt(second?.xid ?? 0)).toBeGreaterThan(BigInt(first?.xid ?? 0));
    lane.rest();
    expect(await isFree()).toHaveLength(1);
  });

  test.each([
    ['that one fails', ['a', 'taken'], ['b'], ['rejected', 'fulfilled'], ['b', 'taken']],
    ['it fails itself', ['a'], ['b', 'taken'], ['fulfilled', 'rejected'], ['a', 'taken']],
    ['both fail', ['a', 'taken'], ['b', 'taken'], ['rejected', 'rejected'], ['taken']],
  ])('is judged by itself where %s', async (_what, one, other, expected, left) => {
    const [before] = await lane.send<Written>([writing('taken')]);
    const outcomes = await Promise.allSettled([lane.send(one.map(writing)), lane.send(other.map(writing))]);
    expect(outcomes.map(({ status }) => status)).toEqual(expected);
    expect(await names()).toEqual(left);
    const [after] = await lane.send<Written>([writing('z')]);
    expect(after?.pid).toBe(before?.pid);
    lane.rest();
    expect(await isFree()).toHaveLength(1);
  });

  test('parses what the one before it did not come to', async () => {
    const last = { name: 'line-last', text: 'SELECT max(name) AS last FROM line', values: [] };
    const outcomes = await Promise.allSettled([lane.send([writing('a'), writing('a'), last]), lane.send([writing('b'), writing('b'), last])]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await lane.send([last])).toEqual([{ last: null }]);
    lane.rest();
  });

  test('is lost with it where the connection is, and what follows goes by another', async () => {
    const [before] = await lane.send<Written>([writing('before')]);
    const outcomes = Promise.allSettled([lane.send([{ text: 'SELECT pg_sleep(60)', values: [] }, writing('a')]), lane.send([writing('b')])]);
    await eventually(async () => expect(await db.query(`SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'`, [before?.pid])).toHaveLength(1));
    await db.query('SELECT pg_terminate_backend($1)', [before?.pid]);
    expect((await outcomes).map((outcome) => outcome.status === 'rejected' && isInfrastructureFailure(outcome.reason))).toEqual([true, true]);
    const [after] = await lane.send<Written>([writing('c')]);
    expect(after?.pid).not.toBe(before?.pid);
    lane.rest();
    expect(await isFree()).toHaveLength(1);
    expect(await names()).toEqual(['before', 'c']);
  });

  test('goes by another connection once a statement can no longer be run there', async () => {
    const reading = { name: 'line-read', text: 'SELECT note, pg_backend_pid() AS pid FROM line', values: [] };
    const [before] = await lane.send<{ pid: number }>([writing('a'), reading]);
    await db.query('ALTER TABLE line ALTER COLUMN note TYPE text');
    const outcomes = await Promise.allSettled([lane.send([reading]), lane.send([reading])]);
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason instanceof StatementLost)).toEqual([true, true]);
    const [after] = await lane.send<{ pid: number }>([reading]);
    lane.rest();
    expect(after?.pid).not.toBe(before?.pid);
  });
});

test('waits a tenth of a second for a row that somebody holds, and alone as long as others do', async () => {
  const outcomes = await db.database.inTransaction({ kind: 'public' }, async (tx) => {
    await tx.query(`INSERT INTO line (name) VALUES ('held')`);
    const hurried = await lane.send([writing('held')]).catch(databaseErrorCode);
    lane.rest();
    const alone = lane.sendAlone([writing('held')]).catch(databaseErrorCode);
    const waits = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await eventually(async () => expect(await db.query(waits)).toHaveLength(1));
    return { hurried, alone };
  });
  expect([outcomes.hurried, await outcomes.alone]).toEqual(['55P03', '23505']);
  expect(await isFree()).toHaveLength(1);
});

test('lets others have the connection, although there is always more to send', async () => {
  let isWanted = true;
  const flood = async (): Promise<void> => {
    while (isWanted) await lane.send([{ text: 'SELECT 1', values: [] }]);
  };
  const floods = [flood(), flood()];
  expect(await isFree().finally(() => (isWanted = false))).toHaveLength(1);
  await Promise.all(floods);
  lane.rest();
});

test('is READ COMMITTED whatever the database has as its default', async () => {
  const show = { text: `SELECT current_setting('transaction_isolation') AS level`, values: [] };
  const role = testRoles.runtime.name;
  const database = new URL(db.url).pathname.slice(1);
  await db.query(`ALTER ROLE ${role} IN DATABASE "${database}" SET default_transaction_isolation = 'serializable'`);
  const later = await new DataSource(dataSourceOptions({ url: db.url, entities: [], poolSize: 1 })).initialize();
  try {
    expect(await later.query(show.text)).toEqual([{ level: 'serializable' }]);
    const strict = new Lane(later, somebody);
    expect(await Promise.all([strict.send([show]), strict.send([show])])).toEqual([[{ level: 'read committed' }], [{ level: 'read committed' }]]);
    strict.rest();
  } finally {
    await later.destroy();
    await db.query(`ALTER ROLE ${role} IN DATABASE "${database}" RESET default_transaction_isolation`);
  }
});

test('is told that there is no connection to be had, and what follows gets one', async () => {
  const hurriedPool = await new DataSource(dataSourceOptions({ url: db.url, entities: [], poolSize: 1, timeouts: { connect: 200 } })).initialize();
  const waiting = new Lane(hurriedPool, somebody);
  try {
    const taken = hurriedPool.createQueryRunner();
    await taken.connect();
    const outcomes = await Promise.allSettled([waiting.send([writing('a')]), waiting.send([writing('b')])]);
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && isInfrastructureFailure(outcome.reason))).toEqual([true, true]);
    await taken.release();
    await waiting.send([writing('c')]);
    expect(await names()).toEqual(['c']);
  } finally {
    waiting.rest();
    await hurriedPool.destroy();
  }
});

/** Blocks this process until the row is there; returns 0 then. */
function waitSynchronously(name: string): number | null {
  const script = `
    const { Client } = require('pg');
    (async () => {
      const client = new Client({ connectionString: process.argv[1] });
      await client.connect();
      for (let tries = 0; tries < 500; tries += 1) {
        if ((await client.query('SELECT FROM line WHERE name = $1', [process.argv[2]])).rowCount === 1) process.exit(0);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      process.exit(1);
    })();`;
  return spawnSync(process.execPath, ['-e', script, db.url, name]).status;
}
