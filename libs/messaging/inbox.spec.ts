import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import { messagingDatabase } from '#libs/testing/messaging-app';
import type { TestDatabase } from '#libs/testing/test-database';

/** id and key of an event. */
type Event = readonly [id: string, key: string];
const system = { kind: 'system', name: 'spec' } as const;

let db: TestDatabase;
beforeAll(async () => {
  db = await messagingDatabase();
});
afterAll(() => db?.drop());
beforeEach(async () => {
  await db.truncate();
  await db.query(`INSERT INTO parked_key (consumer, topic, key, status) VALUES ('spec', 'things', 'held', 'held')`);
});

const accepting = `SELECT inbox_accept('spec', $1, $2, $3, $4, 60000) AS verdicts`;
const valuesOf = (events: readonly Event[]): string[][] => [events.map(() => 'things'), events.map(([, key]) => key), events.map(() => '/spec'), events.map(([id]) => id)];

async function acceptIn(tx: EntityManager, events: readonly Event[]): Promise<string[]> {
  const [row] = await tx.query<[{ verdicts: string[] }]>(accepting, valuesOf(events));
  return row.verdicts;
}

const accept = (...events: readonly Event[]): Promise<string[]> => db.database.inTransaction(system, (tx) => acceptIn(tx, events));
const inbox = async () => (await db.query<{ event_id: string }>('SELECT event_id FROM inbox ORDER BY 1')).map(({ event_id: id }) => id);

test.each<[string, readonly Event[], readonly string[], readonly string[]]>([
  ['all new', [['a', 'x'], ['b', 'y'], ['c', 'x']], ['new', 'new', 'new'], ['a', 'b', 'c', 'old']],
  ['one that was handled before', [['a', 'x'], ['old', 'x'], ['b', 'x']], ['new', 'seen', 'new'], ['a', 'b', 'old']],
  ['one that comes twice', [['a', 'x'], ['b', 'x'], ['a', 'x']], ['new', 'new', 'seen'], ['a', 'b', 'old']],
  ['some of a parked key', [['a', 'held'], ['b', 'x'], ['c', 'held']], ['parked', 'new', 'parked'], ['b', 'old']],
  ['one of a parked key that was handled before', [['old', 'held'], ['a', 'held']], ['seen', 'parked'], ['old']],
  ['nothing new', [['old', 'x']], ['seen'], ['old']],
  ['one event under two keys, one of them parked: it is handled once', [['a', 'held'], ['a', 'x']], ['seen', 'new'], ['a', 'old']],
])('accepts a batch of %s', async (_what, events, verdicts, handled) => {
  await accept(['old', 'x']);
  expect(await accept(...events)).toEqual(verdicts);
  expect(await inbox()).toEqual(handled);
});

test('another batch with an event of the same key waits, and sees what the first has handled', async () => {
  const claimed = Promise.withResolvers<void>();
  let decided = false;
  const first = db.database.inTransaction(system, async (tx) => {
    await acceptIn(tx, [['a', 'x'], ['b', 'y']]);
    claimed.resolve();
    await tx.query('SELECT pg_sleep(0.3)');
    return decided;
  });
  await claimed.promise;
  const second = accept(['c', 'z'], ['b', 'y']).finally(() => (decided = true));
  expect(await first).toBe(false);
  expect(await second).toEqual(['new', 'seen']);
});

const some = (from: number, to: number): Event[] => Array.from({ length: to - from }, (_, index): Event => [`e${from + index}`, `k${from + index}`]);

test('a session that made its plans while the tables were empty still looks events up by their index', async () => {
  const session = new Client({ connectionString: db.ownerUrl, options: '-c app.actor=system///spec' });
  await session.connect();
  const acceptAlone = (events: readonly Event[]) => session.query(accepting, valuesOf(events));
  await session.query('ANALYZE inbox, parked_key');
  for (let from = 0; from < 200; from += 20) await acceptAlone(some(from, from + 25));
  await session.query(`INSERT INTO inbox (consumer, source, event_id) SELECT 'spec', '/spec', 'x' || n FROM generate_series(1, 5000) n`);
  await session.query('BEGIN');
  await acceptAlone(some(300, 310));
  await acceptAlone(some(305, 320));
  const { rows } = await session.query("SELECT relname, seq_scan::int AS scans FROM pg_stat_xact_user_tables WHERE relname IN ('inbox', 'parked_key') ORDER BY 1");
  await session.end();
  expect(rows).toEqual([{ relname: 'inbox', scans: 0 }, { relname: 'parked_key', scans: 0 }]);
});

test('bounds what the transaction may hold, beyond the function, only where something is to be handled', async () => {
  const settings = (events: readonly Event[]) =>
    db.database.inTransaction(system, async (tx) => {
      await acceptIn(tx, events);
      const [row] = await tx.query<[object]>(`SELECT current_setting('statement_timeout') AS statement, current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('enable_seqscan') AS seqscan`);
      return row;
    });
  const bound = { statement: '1min', idle: '1min', seqscan: 'on' };
  expect(await settings([['a', 'held']])).not.toMatchObject({ statement: '1min' });
  expect(await settings([['a', 'x']])).toEqual(bound);
});
