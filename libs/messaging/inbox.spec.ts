import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { messagingDatabase } from '#libs/testing/messaging-app';
import type { TestDatabase } from '#libs/testing/test-database';

let db: TestDatabase;
let session: Client;
beforeAll(async () => {
  db = await messagingDatabase();
  session = new Client({ connectionString: db.ownerUrl, options: '-c app.actor=system///spec' });
  await session.connect();
});
afterAll(async () => {
  await session.end();
  await db.drop();
});

const accept = (from: number, to: number) =>
  session.query<{ verdict: string }>(`SELECT inbox_accept('spec', 'things', 'k' || n, '/s', 'e' || n, 54321) AS verdict FROM generate_series($1::int, $2::int) n`, [from, to]);

test('a session that made its plans while the tables were empty still looks events up by their index', async () => {
  await session.query('ANALYZE inbox, parked_key');
  await accept(1, 20);
  await session.query(`INSERT INTO inbox (consumer, source, event_id) SELECT 'spec', '/s', 'x' || n FROM generate_series(1, 5000) n`);
  await session.query('BEGIN');
  await accept(21, 30);
  const { rows } = await session.query("SELECT relname, seq_scan::int AS scans FROM pg_stat_xact_user_tables WHERE relname IN ('inbox', 'parked_key') ORDER BY 1");
  expect(rows).toEqual([{ relname: 'inbox', scans: 0 }, { relname: 'parked_key', scans: 0 }]);
  await session.query('ROLLBACK');
});

test('the bound on what a stuck handler may hold outlives the function', async () => {
  await session.query('BEGIN');
  expect((await accept(31, 31)).rows).toEqual([{ verdict: 'new' }]);
  const { rows } = await session.query(`SELECT current_setting('statement_timeout') AS statement, current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('enable_seqscan') AS seqscan`);
  expect(rows).toEqual([{ statement: '54321ms', idle: '54321ms', seqscan: 'on' }]);
  await session.query('ROLLBACK');
});
