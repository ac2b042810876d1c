import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, DatabaseError } from 'pg';
import { SystemClock } from '#libs/database/clock';
import { RandomIds } from '#libs/database/ids';
import { Outbox } from '#libs/messaging/outbox';
import { RelaySignal } from '#libs/messaging/relay.signal';
import { Snapshots } from '#libs/messaging/snapshots';
import { eventually } from '#libs/testing/eventually';
import { FixedClock } from '#libs/testing/fixed-clock';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { ratesKey } from '../booking/book.reader.ts';
import { tellAgain } from '../commands/snapshots.ts';
import { commissions } from '../service.ts';
import { Desk, usd } from '../spec/desk.ts';
import { LedgerVerification } from './ledger.verification.ts';

const clock = new FixedClock('2026-11-02T09:00:00Z');
const partnerId = randomUUID();
const invoiceId = `INV-${randomUUID()}`;
let db: TestDatabase;
let desk: Desk;
let runtime: Client;
beforeAll(async () => {
  db = await testDatabase(commissions);
  desk = new Desk(db, clock);
  const deal = { id: randomUUID(), partnerId };
  await desk.take(desk.approved(partnerId), desk.won(deal), desk.paid({ dealId: deal.id, invoiceId, amount: usd('100.01') }), desk.paid({ dealId: deal.id, amount: usd('7.77') }));
  await desk.take(desk.refunded({ invoiceId, amount: usd('33.33') }));
  runtime = new Client({ connectionString: db.url });
  await runtime.connect();
});
afterAll(async () => {
  await runtime?.end();
  await db?.drop();
});

const ledger = async () => [await db.query('SELECT * FROM journal ORDER BY id'), await db.query('SELECT * FROM entry ORDER BY journal_id, account'), await db.query('SELECT * FROM balance')];
const verify = async () => (await new LedgerVerification(db.database).verify()).faults.map(({ check }) => check);

/** The error code of a statement of the service's own role, as the system, outside of our code. */
async function attempt(sql: string): Promise<string> {
  await runtime.query('BEGIN');
  try {
    await runtime.query("SELECT set_config('app.actor', 'system///intruder', true)");
    await runtime.query(sql);
    await runtime.query('COMMIT');
    return 'done';
  } catch (error) {
    await runtime.query('ROLLBACK');
    if (error instanceof DatabaseError) return String(error.code);
    throw error;
  }
}

describe('raw SQL as the role of the service', () => {
  const line = `(SELECT id FROM commission LIMIT 1)`;
  const journal = (fields: string) => `INSERT INTO journal SELECT (json_populate_record(j, '${fields}')).* FROM journal j LIMIT 1`;
  const another = randomUUID();
  test.each([
    ['adds an entry', `INSERT INTO entry SELECT gen_random_uuid(), 'held', '${partnerId}', 'USD', 5, '2026-11'`, '42501'],
    ['adds an entry to a journal that is there', `INSERT INTO entry SELECT id, 'paid', partner_id, currency, 5, period FROM journal`, '42501'],
    ['changes an entry', 'UPDATE entry SET amount_minor = amount_minor + 1', '42501'],
    ['removes an entry', 'DELETE FROM entry', '42501'],
    ['empties the entries', 'TRUNCATE entry', '42501'],
    ['changes a journal', 'UPDATE journal SET amount_minor = 1', '42501'],
    ['removes a journal', 'DELETE FROM journal', '42501'],
    ['empties the journals', 'TRUNCATE journal', '42501'],
    ['changes a balance', 'UPDATE balance SET held = 0', '42501'],
    ['adds a balance', `INSERT INTO balance VALUES ('${partnerId}', 'EUR', '2026-11', 0, -1, 1, 0)`, '42501'],
    ['switches the triggers off', 'ALTER TABLE journal DISABLE TRIGGER ALL', '42501'],
    ['turns triggers off for its session', "SET session_replication_role = 'replica'", '42501'],
    ['replaces the trigger', 'CREATE OR REPLACE FUNCTION journal_posted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$', '42501'],
    ['calls the trigger', 'SELECT journal_posted()', '0A000'],
    ['moves an amount from an account to itself', journal(`{"id": "${another}", "debit": "held", "credit": "held"}`), '23514'],
    ['moves nothing', journal(`{"id": "${another}", "amount_minor": 0}`), '23514'],
    ['moves less than nothing', journal(`{"id": "${another}", "amount_minor": -5}`), '23514'],
    ['invents an account', journal(`{"id": "${another}", "credit": "pocket"}`), '23514'],
    ['enters a journal again', journal('{}'), '23505'],
    ['enters a journal for no line', journal(`{"id": "${another}", "commission_id": "${another}"}`), '23503'],
    ["changes a line's amount", 'UPDATE commission SET amount_minor = 1', '42501'],
    ["changes a line's snapshot", `UPDATE commission SET percent = 99 WHERE id = ${line}`, '42501'],
    ['removes a line', 'DELETE FROM commission', '42501'],
    ['changes a rate', 'UPDATE rate SET percent = 99', '42501'],
    ['removes a rate', 'DELETE FROM rate', '42501'],
    ['publishes a rate for the past', `INSERT INTO rate SELECT rule_id, version + 1, plan, tier, 99, '1999-01-01', published_at FROM rate WHERE tier = 'gold'`, 'PMC01'],
  ])('%s: refused, and nothing has changed', async (_what, sql, code) => {
    const before = await ledger();
    expect(await attempt(sql)).toBe(code);
    expect(await ledger()).toEqual(before);
    expect(await verify()).toEqual([]);
  });

  test('may post a journal, and that balances by itself', async () => {
    const before = await db.query<{ sum: string }>('SELECT sum(held) FROM balance');
    const id = randomUUID();
    await runtime.query('BEGIN');
    await runtime.query("SELECT set_config('app.actor', 'system///intruder', true)");
    await runtime.query(journal(`{"id": "${id}", "debit": "held", "credit": "payable", "amount_minor": 7}`));
    const { rows } = await runtime.query('SELECT account, amount_minor FROM entry WHERE journal_id = $1 ORDER BY account', [id]);
    expect(rows).toEqual([{ account: 'held', amount_minor: '7' }, { account: 'payable', amount_minor: '-7' }]);
    const after = await runtime.query<{ sum: string }>('SELECT sum(held) FROM balance');
    await runtime.query('ROLLBACK');
    expect(Number(after.rows[0]?.sum) - Number(before[0]?.sum)).toBe(7);
  });

  test('cannot catch the entries in a temporary table of the same name', async () => {
    const id = randomUUID();
    await db.query(`DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database()); END $$`);
    await runtime.query('BEGIN');
    try {
      await runtime.query("SELECT set_config('app.actor', 'system///intruder', true)");
      for (const table of ['entry', 'balance']) await runtime.query(`CREATE TEMPORARY TABLE ${table} (LIKE public.${table} INCLUDING INDEXES); GRANT ALL ON pg_temp.${table} TO PUBLIC`);
      await runtime.query(journal(`{"id": "${id}", "debit": "held", "credit": "payable", "amount_minor": 7}`));
      expect((await runtime.query('SELECT account FROM public.entry WHERE journal_id = $1', [id])).rowCount).toBe(2);
      expect((await runtime.query('SELECT FROM pg_temp.entry')).rowCount).toBe(0);
    } finally {
      await runtime.query('ROLLBACK');
    }
  });

  test('even the owner of the tables cannot change what is posted', async () => {
    const owner = new Client({ connectionString: db.ownerUrl, options: '-c app.actor=system///owner' });
    await owner.connect();
    for (const sql of ['UPDATE entry SET amount_minor = 1', 'DELETE FROM journal', 'TRUNCATE entry', 'DELETE FROM balance']) await expect(owner.query(sql)).rejects.toMatchObject({ code: 'PMC02' });
    await owner.end();
  });
});

describe('the verification of the ledger', () => {
  /** With the triggers switched off, as only the owner of the tables can. */
  const tampered = async (change: string) => {
    const owner = new Client({ connectionString: db.ownerUrl, options: '-c app.actor=system///owner' });
    await owner.connect();
    for (const table of ['journal', 'entry', 'balance']) await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await owner.query(change);
    for (const table of ['journal', 'entry', 'balance']) await owner.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    await owner.end();
  };

  test('finds a sound ledger sound', async () => {
    expect(await new LedgerVerification(db.database).verify()).toEqual({ journals: 3, lines: 3, faults: [] });
  });

  test.each([
    ['an entry', "UPDATE entry SET amount_minor = amount_minor + 1 WHERE account = 'held'", "UPDATE entry SET amount_minor = amount_minor - 1 WHERE account = 'held'", 'a journal does not sum to zero'],
    ['a whole journal', "UPDATE journal SET amount_minor = amount_minor + 1", "UPDATE journal SET amount_minor = amount_minor - 1", 'the entries of a journal are not what it says'],
    ['a balance', 'UPDATE balance SET held = held - 1, payable = payable + 1', 'UPDATE balance SET held = held + 1, payable = payable - 1', 'the roll-up is not the fold of the entries'],
    ["a line's amount", "UPDATE commission SET amount_minor = amount_minor + 1 WHERE kind = 'accrual'", "UPDATE commission SET amount_minor = amount_minor - 1 WHERE kind = 'accrual'", 'a line is not what its snapshot gives'],
    ["a line's rate", 'UPDATE commission SET percent = percent + 1', 'UPDATE commission SET percent = percent - 1', 'the rule of a line says something else'],
    ['a reversal', "UPDATE commission SET amount_minor = amount_minor - 1 WHERE kind = 'reversal'", "UPDATE commission SET amount_minor = amount_minor + 1 WHERE kind = 'reversal'", 'what was taken back is not the share of what went back'],
    ["a line's status", "UPDATE commission SET status = 'payable', due_at = NULL WHERE kind = 'reversal'", "UPDATE commission SET status = 'held', due_at = now() WHERE kind = 'reversal'", 'what is held or payable is not the sum of the lines'],
    ['an invoice', 'UPDATE invoice SET refunded_minor = refunded_minor + 1', 'UPDATE invoice SET refunded_minor = refunded_minor - 1', 'an invoice does not count its refunds'],
  ])('finds %s that was changed', async (_what, change, back, fault) => {
    await tampered(change);
    expect(await verify()).toContain(fault);
    await tampered(back);
    expect(await verify()).toEqual([]);
  });
});

test('republishing tells every rate and line again, and of a cancelled rate that it is', async () => {
  const { rule_id: ruleId } = (await db.query<{ rule_id: string }>(`INSERT INTO rate (rule_id, version, plan, tier, percent, valid_from, published_at)
    SELECT rule_id, 2, plan, tier, 44, '2036-10-01', now() FROM rate WHERE tier = 'gold' RETURNING rule_id`))[0] ?? { rule_id: '' };
  await db.query('UPDATE rate SET cancelled_at = now() WHERE version = 2');
  const outbox = new Outbox({ service: 'commissions', brokers: [] }, new SystemClock(), new RandomIds(), new RelaySignal());
  expect(await tellAgain(new Snapshots(db.database, outbox, 'commissions'))).toBe(7);
  const told = await db.query<{ type: string; sequence: string }>(`SELECT type, sequence FROM outbox WHERE type LIKE '%.snapshotted.v1' ORDER BY type, sequence`);
  expect(told.map(({ type, sequence }) => [type, sequence])).toEqual([...Array<string[]>(3).fill(['commission.snapshotted.v1', '2']), ...Array<string[]>(3).fill(['rate.snapshotted.v1', '1'])]);
  const cancelled = await db.query<{ sequence: string; payload: object }>(`SELECT sequence, payload FROM outbox WHERE type = 'rate.cancelled.v1'`);
  expect(cancelled).toMatchObject([{ sequence: '2', payload: { tier: 'gold', ruleId, version: 2, percent: '44', effectiveOn: '2036-10-01', cancelledAt: expect.any(String) } }]);
});

test('republishing waits for a time zone that is being published, which tells rates with the moments by it: what is told last is what counts', async () => {
  const outbox = new Outbox({ service: 'commissions', brokers: [] }, new SystemClock(), new RandomIds(), new RelaySignal());
  const publisher = new Client({ connectionString: db.ownerUrl });
  await publisher.connect();
  try {
    await publisher.query('BEGIN');
    await publisher.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 4713))', [ratesKey]);
    const telling = tellAgain(new Snapshots(db.database, outbox, 'commissions'));
    await eventually(async () => expect(await db.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)).toHaveLength(1));
    await publisher.query('COMMIT');
    expect(await telling).toBeGreaterThan(0);
  } finally {
    await publisher.end();
  }
});
