import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FixedClock } from '#libs/testing/fixed-clock';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { root } from '../../deploy/local/root.ts';
import { commissions } from '../../services/commissions/service.ts';
import { Desk } from '../../services/commissions/spec/desk.ts';

// The command as an operator types it, on a ledger that only a superuser can break: what scripts tell by is its exit code.
let db: TestDatabase;
beforeAll(async () => {
  if (!existsSync(join(root, 'dist/services'))) throw new Error('There is no build in dist/: run npm run build.');
  db = await testDatabase(commissions);
  const desk = new Desk(db, new FixedClock('2026-11-02T09:00:00Z'));
  const deal = { id: randomUUID(), partnerId: randomUUID() };
  await desk.take(desk.approved(deal.partnerId), desk.won(deal), desk.paid({ dealId: deal.id }), desk.paid({ dealId: deal.id }));
}, 60_000);
afterAll(() => db?.drop());

/** Of what a service needs, commands use the database alone. */
const needed = { PUBLIC_URL: 'http://localhost:3000', JWKS_URL: 'http://localhost:3000/jwks.json', KAFKA_BROKERS: '127.0.0.1:1', ERASURE_KEY: 'k'.repeat(32) };

function ops(line: string, env: Record<string, string> = {}): Promise<{ code: number; out: string; err: string }> {
  const variables = { PATH: process.env['PATH'] ?? '', ...needed, COMMISSIONS_DATABASE_URL: db.url, ...env };
  return new Promise((resolve) => {
    execFile('npm', ['run', '--silent', 'ops', '--', ...line.split(' ')], { cwd: root, env: variables, timeout: 110_000 }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err }));
  });
}

/** Adds a cent to an entry of one journal, or takes it away again; returns which journal. */
async function tamper(cents: number): Promise<string> {
  const [journal] = await db.query<{ id: string }>('SELECT id FROM journal ORDER BY id LIMIT 1');
  const id = journal?.id ?? '';
  await db.query(`BEGIN; ALTER TABLE entry DISABLE TRIGGER USER; UPDATE entry SET amount_minor = amount_minor + ${cents} WHERE journal_id = '${id}' AND account = 'held'; ALTER TABLE entry ENABLE TRIGGER USER; COMMIT`);
  return id;
}

test('ledger verify: 0 and one sentence on a sound ledger', async () => {
  expect(await ops('ledger verify')).toEqual({ code: 0, out: 'The ledger is sound: 2 journals sum to zero, balances are the fold of their entries, 2 lines are what their snapshots give.\n', err: '' });
}, 180_000);

test('ledger verify: 2 and the fault by name on a broken one, as text and as JSON, and 0 again once it is mended', async () => {
  const journal = await tamper(1);
  const found = await ops('ledger verify');
  expect(found).toMatchObject({ code: 2, err: '' });
  expect(found.out.split('\n')).toEqual(expect.arrayContaining(['The ledger is NOT sound:', `  a journal does not sum to zero: ${journal}`]));
  const json = await ops('ledger verify --json');
  const verdict: unknown = JSON.parse(json.out);
  expect([json.code, verdict]).toEqual([2, expect.objectContaining({ service: 'commissions', sound: false, faults: expect.arrayContaining([{ check: 'a journal does not sum to zero', subject: journal }]) })]);
  await tamper(-1);
  expect((await ops('ledger verify')).code).toBe(0);
}, 180_000);

test('ledger verify: 64 where it is asked wrongly, 1 where the ledger cannot be read', async () => {
  expect(await ops('ledger verify all')).toMatchObject({ code: 64, out: '', err: 'Usage: ops ledger verify [--json]\n' });
  expect(await ops('ledger verify', { COMMISSIONS_DATABASE_URL: 'postgres://nobody:secret-canary@127.0.0.1:1/none' })).toMatchObject({ code: 1, out: '', err: expect.not.stringContaining('secret-canary') });
}, 180_000);
