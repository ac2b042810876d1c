import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FixedClock } from '#libs/testing/fixed-clock';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { commissions } from '../service.ts';
import { Desk } from '../spec/desk.ts';
import { Programme } from './programme.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase(commissions);
}, 60_000);
afterAll(() => db.drop());
/** The rows are remembered for five seconds. */
const forget = () => db.database.inTransaction({ kind: 'system', name: 'spec' }, async (tx) => Programme.forget(tx));

test('the hold and the time zone are those of the day: the hold counts from the payment, months begin where the programme lives', async () => {
  await db.query(`INSERT INTO commission_setting (key, value, valid_from) VALUES ('hold_days', '10', '2026-10-16'), ('time_zone', '"America/New_York"', '2026-10-01')`);
  const clock = new FixedClock('2026-11-01T03:00:00Z');
  const desk = new Desk(db, clock);
  const partnerId = randomUUID();
  const deal = { id: randomUUID(), partnerId };
  await desk.take(desk.approved(partnerId), desk.won(deal), desk.paid({ dealId: deal.id, paidOn: '2026-10-15' }), desk.paid({ dealId: deal.id, paidOn: '2026-10-16' }));
  const lines = await db.query<{ payable_on: string; due_at: Date; period: string }>('SELECT payable_on::text, due_at, period FROM commission ORDER BY occurred_on');
  expect(lines).toEqual([
    { payable_on: '2026-11-14', due_at: new Date('2026-11-14T05:00:00Z'), period: '2026-10' },
    { payable_on: '2026-10-26', due_at: new Date('2026-10-26T04:00:00Z'), period: '2026-10' },
  ]);
});

test('a month that has ended takes no more lines while the next zone’s clocks are behind', async () => {
  await db.query(`INSERT INTO commission_setting (key, value, valid_from) VALUES ('time_zone', '"Europe/Berlin"', '2026-11-02'), ('time_zone', '"America/New_York"', '2026-12-01')`);
  await forget();
  const clock = new FixedClock('2026-11-29T09:00:00Z');
  const desk = new Desk(db, clock);
  const partnerId = randomUUID();
  const deal = { id: randomUUID(), partnerId };
  await desk.take(desk.approved(partnerId), desk.won(deal));
  const months: string[] = [];
  for (const at of ['2026-11-30T22:30:00Z', '2026-11-30T23:30:00Z', '2026-12-01T00:10:00Z', '2026-12-01T05:00:00Z']) {
    clock.set(at);
    await desk.take(desk.paid({ dealId: deal.id, paidOn: '2026-11-29' }));
    months.push(...(await db.query<{ period: string }>('SELECT period FROM commission WHERE partner_id = $1 AND posted_at = $2', [partnerId, at])).map(({ period }) => period));
  }
  expect(months).toEqual(['2026-11', '2026-11', '2026-11', '2026-12']);
});

test('a deal that was reported before its closing day gets its terms when that has begun by the clocks that count on it, and waits for them until then', async () => {
  await db.truncate();
  await forget();
  const clock = new FixedClock('2026-11-19T09:00:00Z');
  const desk = new Desk(db, clock);
  const partnerId = randomUUID();
  const deal = { id: randomUUID(), partnerId, closedOn: '2026-11-20' };
  await desk.take(desk.approved(partnerId), desk.won(deal), desk.paid({ dealId: deal.id, paidOn: '2026-11-19' }));
  await db.query(`INSERT INTO commission_setting (key, value, valid_from) VALUES ('time_zone', '"America/New_York"', '2026-11-20')`);
  await forget();
  const settled: [number, number][] = [];
  for (const at of ['2026-11-20T00:30:00Z', '2026-11-20T05:00:00Z']) {
    clock.set(at);
    settled.push([await desk.closingDays(), (await desk.lines(partnerId)).length]);
  }
  expect(settled).toEqual([[0, 0], [1, 1]]);
});

test('a line is held until its day has begun by the clocks that count on it, also where they are others than when it was booked', async () => {
  await db.truncate();
  await forget();
  const clock = new FixedClock('2026-11-10T09:00:00Z');
  const desk = new Desk(db, clock);
  const partnerId = randomUUID();
  const deal = { id: randomUUID(), partnerId };
  await desk.take(desk.approved(partnerId), desk.won(deal), desk.paid({ dealId: deal.id, paidOn: '2026-11-01' }));
  await db.query(`INSERT INTO commission_setting (key, value, valid_from) VALUES ('time_zone', '"America/New_York"', '2026-11-20')`);
  await forget();
  const released: number[] = [];
  for (const at of ['2026-12-01T00:30:00Z', '2026-12-01T05:00:00Z']) {
    clock.set(at);
    released.push(await desk.release());
  }
  expect(released).toEqual([0, 1]);
  expect(await db.query(`SELECT DISTINCT payable_on::text FROM commission`)).toEqual([{ payable_on: '2026-12-01' }]);
});
