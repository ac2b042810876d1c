import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { commissionsAnswer, ratesAnswer } from '#libs/contracts/http/commissions';
import { settingsAnswer, settingVersion } from '#libs/contracts/http/settings';
import { Database } from '#libs/database/database';
import { eventually } from '#libs/testing/eventually';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { commissions } from '../service.ts';
import { Desk } from '../spec/desk.ts';
import { Programme } from './programme.ts';

const clock = new FixedClock('2026-11-02T09:00:00Z');
const partnerId = randomUUID();
let service: StartedService;
let desk: Desk;
beforeAll(async () => {
  service = await startService(commissions, { clock, env: { OUTBOX_RELAY: 'false' } });
  desk = new Desk(service.database, clock);
  await desk.take(desk.approved(partnerId));
}, 60_000);
afterAll(() => service?.stop());

const admin = () => service.client.as('admin');
const aHold = (fields = {}) => ({ key: 'hold_days', value: 14, effectiveOn: '2026-12-01', reason: 'Decided by the board.', ...fields });
const publish = (fields = {}, headers = {}) => admin().post('/api/commissions/settings', aHold(fields), { headers });
const values = async (key: string) => (await service.client.as('finance').get('/api/commissions/settings')).as(settingsAnswer).items.filter((item) => item.key === key);
const payableOn = async (paidOn: string) => {
  const deal = { id: randomUUID(), partnerId };
  await desk.take(desk.won({ ...deal, closedOn: '2026-10-01' }), desk.paid({ dealId: deal.id, paidOn }));
  const { items } = (await admin().get('/api/commissions', { query: { dealId: deal.id } })).as(commissionsAnswer);
  return items[0]?.payableOn;
};

describe('a setting of commissions', () => {
  test.each([
    ['today', { effectiveOn: '2026-11-02' }, '/effectiveOn'],
    ['tomorrow, as which invoices may be dated today', { effectiveOn: '2026-11-03' }, '/effectiveOn'],
    ['in the past', { effectiveOn: '2026-01-01' }, '/effectiveOn'],
    ['beyond ten years', { effectiveOn: '2036-11-03' }, '/effectiveOn'],
    ['without a reason', { reason: ' ' }, '/reason'],
    ['with fewer days than none', { value: -1 }, '/value'],
    ['with more days than a year has', { value: 366 }, '/value'],
    ['with half a day', { value: 1.5 }, '/value'],
    ['with a text for a number', { value: '14' }, '/value'],
    ['that nobody knows', { key: 'minimum_payout' }, '/key'],
    ['in a time zone that is none', { key: 'time_zone', value: 'Europe/Atlantis' }, '/value'],
  ])('%s is refused, and nothing is published', async (_what, fields, pointer) => {
    const answer = await publish(fields);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
    expect([await values('hold_days'), await values('time_zone')].map((list) => list.length)).toEqual([1, 1]);
  });

  test('counts from its day on, once however often it is sent, with who published it and why', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const published = await publish({}, key);
    expect([published.status, published.as(settingVersion)]).toMatchObject([201, { value: 14, effectiveOn: '2026-12-01', effectiveFrom: '2026-12-01T00:00:00.000Z', reason: 'Decided by the board.' }]);
    expect((await publish({}, key)).body).toEqual(published.body);
    expect(await values('hold_days')).toMatchObject([{ value: 30, publishedBy: null, publishedAt: null, reason: null }, { value: 14, publishedBy: expect.any(String), publishedAt: '2026-11-02T09:00:00.000Z' }]);
    // Somebody who has not seen it yet does not publish over it.
    const late = await publish({ value: 21, effectiveOn: '2027-01-01', follows: (await values('hold_days'))[0]?.id });
    expect([late.status, late.body.code, (await values('hold_days')).length]).toEqual([409, 'programme/overtaken', 2]);
    clock.set('2026-12-03T09:00:00Z');
    // The desk is another process than the service: it remembers the rows for five seconds.
    await service.database.database.inTransaction({ kind: 'system', name: 'spec' }, async (tx) => Programme.forget(tx));
    expect([await payableOn('2026-11-30'), await payableOn('2026-12-01')]).toEqual(['2026-12-30', '2026-12-15']);
  });

  test('is a fact of the trail', async () => {
    const [fact] = await service.database.query<{ payload: object }>(`SELECT payload FROM outbox WHERE payload ->> 'action' = 'setting.published'`);
    expect(fact?.payload).toMatchObject({ actor: { kind: 'vendor' }, subject: { kind: 'setting', id: 'hold_days' }, why: 'Decided by the board.', details: { value: 14, valueBefore: 30, effectiveOn: '2026-12-01' } });
  });

  test('begins after the last one, and of several at the same moment one is published', async () => {
    clock.set('2026-11-20T09:00:00Z');
    expect((await publish({ effectiveOn: '2026-11-25' })).body.code).toBe('commissions/setting-already-published');
    const answers = await Promise.all([1, 2, 3].map((value) => publish({ value, effectiveOn: '2027-05-01' })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  });

  test('says the moment of its day by the clocks of the zone that counts then', async () => {
    const answer = await publish({ key: 'time_zone', value: 'Europe/Berlin', effectiveOn: '2027-07-01' });
    expect(answer.as(settingVersion).effectiveFrom).toBe('2027-06-30T22:00:00.000Z');
    expect((await publish({ value: 20, effectiveOn: '2027-08-01' })).as(settingVersion).effectiveFrom).toBe('2027-07-31T22:00:00.000Z');
  });

  test('begins a day later where the day is about to end: other processes learn of it within seconds', async () => {
    clock.set('2027-08-10T21:59:01Z');
    expect((await publish({ value: 21, effectiveOn: '2027-08-12' })).body.errors?.[0]?.pointer).toBe('/effectiveOn');
    expect((await publish({ value: 21, effectiveOn: '2027-08-13' })).status).toBe(201);
  });

  test('is a zone whose day has not begun either, which clocks on the other side of the world may say', async () => {
    expect((await publish({ key: 'time_zone', value: 'Etc/GMT+12', effectiveOn: '2027-09-01' })).status).toBe(201);
    clock.set('2027-09-10T11:30:00Z');
    expect((await publish({ key: 'time_zone', value: 'Pacific/Kiritimati', effectiveOn: '2027-09-11' })).body.errors?.[0]?.pointer).toBe('/effectiveOn');
    expect((await publish({ key: 'time_zone', value: 'Pacific/Kiritimati', effectiveOn: '2027-09-12' })).status).toBe(201);
  });

  test('that begins the day after tomorrow or later can be cancelled; the value before goes on, and another may begin on its day', async () => {
    const far = { key: 'hold_days', effectiveOn: '2036-10-01' };
    const { id } = (await publish(far)).as(settingVersion);
    expect((await publish({ effectiveOn: '2036-09-01' })).body.code).toBe('commissions/setting-already-published');
    const before = await values('hold_days');
    const cancel = (fields = {}, client = admin()) => client.post('/api/commissions/settings/cancel', { id, reason: 'A slip.', ...fields });
    expect(before.at(-1)?.id).toBe(id);
    expect([(await cancel({ id: randomUUID() })).body.code, (await cancel({ id: before.at(-2)?.id })).body.code, (await cancel({ reason: '' })).status, (await cancel({}, service.client.as('finance'))).status]).toEqual(['programme/nothing-to-cancel', 'programme/nothing-to-cancel', 422, 403]);
    expect([(await cancel()).status, (await cancel()).status]).toEqual([204, 409]);
    expect(await values('hold_days')).toEqual(before.slice(0, -1));
    // What somebody else publishes meanwhile from the same day is another value.
    const theirs = (await publish(far)).as(settingVersion);
    expect([(await cancel()).body.code, (await cancel({ id: theirs.id })).status]).toEqual(['programme/nothing-to-cancel', 204]);
    const [fact] = await service.database.query<{ payload: object }>(`SELECT payload FROM outbox WHERE payload ->> 'action' = 'setting.cancelled'`);
    expect(fact?.payload).toMatchObject({ subject: { kind: 'setting', id: 'hold_days' }, why: 'A slip.', details: { value: 14, valueThatStays: 21, effectiveOn: '2036-10-01' } });
  });

  test('that begins tomorrow is not cancelled: what is paid tomorrow may be booked already', async () => {
    const { id } = (await publish({ value: 22, effectiveOn: '2027-09-20' })).as(settingVersion);
    // Tomorrow is the 20th, on the other side of the world.
    clock.set('2027-09-18T12:00:00Z');
    expect((await admin().post('/api/commissions/settings/cancel', { id, reason: 'Too late.' })).body.code).toBe('commissions/setting-certain');
    clock.set('2027-09-19T12:00:00Z');
    expect((await admin().post('/api/commissions/settings/cancel', { id, reason: 'Too late.' })).body.code).toBe('programme/nothing-to-cancel');
  });

  test('is published by admins, and read by the vendor’s people alone', async () => {
    expect((await service.client.as('finance').post('/api/commissions/settings', aHold())).status).toBe(403);
    expect((await service.client.asPartner(partnerId, 'owner').get('/api/commissions/settings')).status).toBe(403);
  });
});

describe('a time zone', () => {
  const rate = async (tier: string, effectiveOn: string) => expect((await admin().post('/api/commissions/rates', { tier, percent: '31', effectiveOn })).status).toBe(201);
  const told = async () => (await service.database.query<{ told: string }>(`SELECT concat_ws(' ', type, payload ->> 'tier', payload ->> 'version', payload ->> 'effectiveFrom') AS told FROM outbox WHERE type LIKE 'rate.%' ORDER BY seq`)).map((row) => row.told);

  test('has the rates told anew that begin by its clocks, and those that are published right behind it begin by them', async () => {
    clock.set('2027-10-01T09:00:00Z');
    await rate('gold', '2027-11-10');
    await rate('platinum', '2027-12-10');
    expect((await publish({ key: 'time_zone', value: 'America/New_York', effectiveOn: '2027-12-01' })).status).toBe(201);
    await rate('gold', '2028-01-10');
    expect(await told()).toEqual([
      'rate.published.v1 gold 2 2027-11-09T10:00:00.000Z',
      'rate.published.v1 platinum 2 2027-12-09T10:00:00.000Z',
      'rate.snapshotted.v1 platinum 2 2027-12-10T05:00:00.000Z',
      'rate.published.v1 gold 3 2028-01-10T05:00:00.000Z',
    ]);
  });

  test('is not remembered as it was by who reads while it is being published', async () => {
    const { database } = service;
    const zone = () => service.running.app.get(Database).inTransaction({ kind: 'system', name: 'spec' }, async (tx) => (await Programme.read(tx)).timeZone('2028-02-01'));
    const other = new Client({ connectionString: database.ownerUrl });
    await other.connect();
    try {
      // What is appended waits for this at the transaction's end.
      await other.query('BEGIN; LOCK TABLE outbox IN SHARE MODE');
      const published = publish({ key: 'time_zone', value: 'Asia/Tokyo', effectiveOn: '2028-02-01' });
      await eventually(async () => expect(await database.query(`SELECT FROM pg_locks WHERE relation = 'outbox'::regclass AND NOT granted`)).toHaveLength(1));
      expect(await zone()).toBe('America/New_York');
      await other.query('COMMIT');
      expect((await published).status).toBe(201);
      expect(await zone()).toBe('Asia/Tokyo');
    } finally {
      await other.end();
    }
  });
});

test('a time zone that is cancelled has the rates told anew that were to begin by its clocks', async () => {
  const tell = async () => (await service.database.query<{ told: string }>(`SELECT concat_ws(' ', type, payload ->> 'effectiveFrom') AS told FROM outbox WHERE type LIKE 'rate.%' ORDER BY seq DESC LIMIT 2`)).map((row) => row.told);
  const { id } = (await publish({ key: 'time_zone', value: 'Etc/UTC', effectiveOn: '2036-09-01' })).as(settingVersion);
  expect((await admin().post('/api/commissions/rates', { tier: 'gold', percent: '31', effectiveOn: '2036-09-05' })).status).toBe(201);
  expect((await admin().post('/api/commissions/settings/cancel', { id, reason: 'A slip.' })).status).toBe(204);
  expect(await tell()).toEqual(['rate.snapshotted.v1 2036-09-04T15:00:00.000Z', 'rate.published.v1 2036-09-05T00:00:00.000Z']);
});

test('a rate is cancelled by the clocks that count, also by those that another process has just published', async () => {
  const { items } = (await admin().get('/api/commissions/rates')).as(ratesAnswer);
  const version = items.findLast(({ tier }) => tier === 'gold')?.version;
  // Read, and so remembered, by this one.
  expect((await admin().get('/api/commissions/months/current')).status).toBe(200);
  await service.database.query(`INSERT INTO commission_setting (key, value, valid_from) VALUES ('time_zone', '"Etc/UTC"', '2036-09-02')`);
  expect((await admin().post('/api/commissions/rates/cancel', { tier: 'gold', version, reason: 'A slip.' })).status).toBe(204);
  const [last] = await service.database.query<{ effective: string }>(`SELECT payload ->> 'effectiveFrom' AS effective FROM outbox WHERE type = 'rate.cancelled.v1' ORDER BY seq DESC LIMIT 1`);
  expect(last?.effective).toBe('2036-09-05T00:00:00.000Z');
});

test('raw SQL as the role of the service adds nothing to the past, and changes nothing', async () => {
  const code = (sql: string) => service.database.database.inTransaction({ kind: 'system', name: 'spec' }, (tx) => tx.query(sql)).then(() => 'done', (error: unknown) => Reflect.get(Object(error), 'code'));
  expect(await code(`INSERT INTO commission_setting (key, value, valid_from) VALUES ('hold_days', '1', '2026-11-01')`)).toBe('PMC01');
  expect(await code(`UPDATE commission_setting SET value = '1'`)).toBe('42501');
  expect(await code(`UPDATE commission_setting SET cancelled_at = now() WHERE valid_from = '2000-01-01'`)).toBe('PMC01');
  expect(await code('UPDATE commission_setting SET cancelled_at = NULL WHERE cancelled_at IS NOT NULL')).toBe('PMC01');
  expect(await code('DELETE FROM commission_setting')).toBe('42501');
});
