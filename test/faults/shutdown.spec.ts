import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { HttpClient } from '#libs/testing/http-client';
import { testTokens } from '#libs/testing/test-tokens';
import pg from 'pg';
import { Processes } from '../../deploy/local/processes.ts';
import { root } from '../../deploy/local/root.ts';
import { office, type Office } from './ledger-office.ts';
import { approved, paid, tell, won } from './ledger-stream.ts';
import { judge, readTopics } from './topic-reader.ts';

const REQUESTS = 100;
const EVENTS = 1000;
const brokers = process.env['TEST_KAFKA_BROKERS'] ?? '';
const ends: string[] = [];
let processes: Processes;
let where: Office;

beforeAll(async () => {
  const name = `shutdown_${randomBytes(3).toString('hex')}`;
  const directory = join(root, '.local', 'test', name);
  mkdirSync(directory, { recursive: true });
  processes = new Processes({ listFile: join(directory, 'processes.json'), onCrash: ({ how }) => ends.push(how) });
  where = await office({ processes, databaseUrl: process.env['TEST_DATABASE_URL'] ?? '', brokers, directory }, name);
}, 120_000);
afterAll(() => processes?.stop(), 60_000);

/** Nobody writes invoices until it is released: requests and events stand still wherever they are. */
async function everythingHeld(): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: where.databaseUrl });
  await client.connect();
  await client.query('BEGIN; LOCK TABLE invoice IN SHARE MODE');
  return () => client.end();
}

/** Statements that wait for the lock. */
async function held(): Promise<number> {
  const client = new pg.Client({ connectionString: where.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ count: number }>("SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
  await client.end();
  return rows[0]?.count ?? 0;
}

test('with 100 requests and 1,000 events in flight a service answers every request, ends with code 0 within 20 s, and nothing is lost or doubled', async () => {
  // A connection for each request, which otherwise waits five seconds for one and is then refused.
  const env = { ...testTokens().env, DATABASE_POOL_SIZE: String(REQUESTS + 20), SHUTDOWN_TIMEOUT: 'PT20S', SHUTDOWN_DELAY: 'PT1S' };
  const service = await where.open('first', env);
  const partner = approved('gold');
  const deals = Array.from({ length: 20 }, () => won(partner.key));
  await tell(brokers, where.topicPrefix, [partner, ...deals], 0, 100);
  await eventually(async () => expect((await where.reader.progress()).handled).toBe(1 + deals.length), { timeoutMs: 60_000 });

  const release = await everythingHeld();
  const day = new Date().toISOString().slice(0, 10);
  const dealOf = (index: number): string => deals[index % deals.length]?.key ?? '';
  await tell(brokers, where.topicPrefix, Array.from({ length: EVENTS }, (_, index) => paid(dealOf(index), day).event), 0, EVENTS);
  const finance = new HttpClient(service.url).as('finance');
  const asked = Array.from({ length: REQUESTS }, async (_, index) => {
    const body = { invoiceId: `INV-${randomUUID()}`, dealId: dealOf(index), amount: { amount: '100.00', currency: 'USD' }, paidOn: day };
    return (await finance.post('/api/invoices', body, { headers: { 'idempotency-key': randomUUID() } })).status;
  });
  await eventually(async () => expect(await held()).toBeGreaterThan(REQUESTS), { timeoutMs: 8000 });

  const began = performance.now();
  const ended = service.kill('SIGTERM');
  await sleep(300);
  await release();
  expect(await Promise.all(asked)).toEqual(Array.from({ length: REQUESTS }, () => 200));
  await ended;
  expect(performance.now() - began).toBeLessThan(20_000);
  expect(ends).toEqual(['exited with code 0']);

  // The relay's last round has told of everything that was committed, and what was not begun is nobody's loss.
  const committed = await where.reader.lines();
  expect(committed.length).toBeGreaterThanOrEqual(REQUESTS);
  const told = await readTopics(brokers, where.topicPrefix, ['commissions']);
  expect([...new Set(told.map(({ subject }) => subject))].toSorted()).toEqual(committed);
  const second = await where.open('second', env);
  await eventually(async () => expect((await where.reader.progress()).handled).toBe(1 + deals.length + EVENTS), { timeoutMs: 60_000 });
  await eventually(async () => expect(judge(await readTopics(brokers, where.topicPrefix, ['commissions']))).toMatchObject({ events: REQUESTS + EVENTS, redelivered: 0, reordered: [], missing: [] }), { timeoutMs: 60_000 });
  expect(await where.reader.lines()).toHaveLength(REQUESTS + EVENTS);
  expect((await where.reader.progress()).parked).toBe(0);
  await second.stop();
}, 300_000);
