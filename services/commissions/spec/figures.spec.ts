// What operators read at /metrics, against what happened; the relay is off, so that events wait.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { Sweeper } from '#libs/database/due';
import { Shutdown } from '#libs/service/shutdown';
import { eventually } from '#libs/testing/eventually';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { commissions } from '../service.ts';
import { Desk, usd } from './desk.ts';

const clock = new FixedClock('2026-11-02T09:00:00Z');
let database: TestDatabase;
let service: StartedService;
beforeAll(async () => {
  database = await testDatabase(commissions);
  const desk = new Desk(database, clock);
  const deal = { id: randomUUID(), partnerId: randomUUID() };
  await desk.take(desk.approved(deal.partnerId), desk.won(deal), desk.paid({ dealId: deal.id, amount: usd('100.00') }), desk.paid({ dealId: randomUUID(), amount: usd('5.00') }));
  service = await startService(commissions, { database, clock, env: { OUTBOX_RELAY: 'false' } });
}, 60_000);
afterAll(async () => {
  await service?.stop();
  await database?.drop();
});

async function figure(name: string): Promise<number | undefined> {
  const text = await (await fetch(`${service.managementUrl}/metrics`)).text();
  const line = text.split('\n').find((each) => each.startsWith(name) && /[{ ,]/.test(each[name.length] ?? ''));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

test('events that nobody has sent are counted, and how long they wait', async () => {
  const [row] = await database.query<{ waiting: number }>('SELECT count(*)::int AS waiting FROM outbox');
  expect(row?.waiting).toBeGreaterThan(0);
  expect(await figure('outbox_waiting_events')).toBe(row?.waiting);
  expect(await figure('outbox_oldest_waiting_seconds')).toBeGreaterThan(0);
  await eventually(async () => expect(await figure('consumer_assigned')).toBe(1), { timeoutMs: 20_000 });
  expect(await figure('metric_look_failures_total{look="messaging"')).toBe(0);
  // As the relay writes it when the broker has them.
  await database.query('UPDATE relay_state SET snapshot = pg_current_snapshot()');
  await eventually(async () => expect([await figure('outbox_waiting_events'), await figure('outbox_oldest_waiting_seconds')]).toEqual([0, 0]), { timeoutMs: 15_000 });
});

test('an invoice without its deal is counted, and no contradiction where there is none', async () => {
  expect([await figure('invoices_waiting'), await figure('refunds_waiting'), await figure('commission_exceptions_open')]).toEqual([1, 0, 0]);
});

test('a ledger that was tampered with is told after the next verification', async () => {
  const check = () => service.running.app.get(Sweeper).sweepNow('ledger.check');
  expect([await figure('ledger_verified_seconds'), await figure('ledger_check_interval_seconds')]).toEqual([0, 900]);
  await check();
  expect([await figure('ledger_faults'), await figure('ledger_verified_seconds')]).toEqual([0, clock.now().getTime() / 1000]);
  await database.query('UPDATE invoice SET refunded_minor = 1 WHERE commission_id IS NOT NULL');
  await check();
  expect(await figure('ledger_faults')).toBe(1);
  expect(service.logs().some(({ msg, check: of }) => msg === 'The ledger is not sound' && of === 'an invoice does not count its refunds')).toBe(true);
});

test('a verification that is under way when the service stops is cancelled, so that no large ledger holds it up', async () => {
  const verifiedAt = await figure('ledger_verified_seconds');
  const errors = () => service.logs().filter(({ level }) => level === 'error').length;
  const before = errors();
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  try {
    // A ledger that takes long to read.
    await owner.query('BEGIN; LOCK TABLE journal IN ACCESS EXCLUSIVE MODE');
    clock.advance({ minutes: 15 });
    const check = service.running.app.get(Sweeper).sweepNow('ledger.check');
    await eventually(async () => expect(await database.query("SELECT 1 FROM pg_locks WHERE relation = 'journal'::regclass AND NOT granted")).toHaveLength(1));
    const stopping = performance.now();
    service.running.app.get(Shutdown).begin();
    expect(await check).toBe(0);
    expect(performance.now() - stopping).toBeLessThan(5_000);
    expect([await figure('ledger_verified_seconds'), errors()]).toEqual([verifiedAt, before]);
  } finally {
    await owner.end();
  }
});
