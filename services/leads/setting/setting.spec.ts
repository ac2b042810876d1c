import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { registerAnswer } from '#libs/contracts/http/deals';
import { settingsAnswer, settingVersion } from '#libs/contracts/http/settings';
import { Sweeper } from '#libs/database/due';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { aRegistration } from '../spec/a-registration.ts';
import { startLeads, type StartedLeads } from '../spec/start-leads.ts';

const clock = new FixedClock('2026-11-02T09:00:00Z');
let service: StartedLeads<StartedService>;
let partnerId: string;
beforeAll(async () => {
  service = await startLeads(startService, { clock, env: { DEALS_SWEEP: 'PT1H' } });
  partnerId = await service.partner();
}, 60_000);
afterAll(() => service?.stop());

const seller = () => service.client.asPartner(partnerId, 'seller');
const aSetting = (fields = {}) => ({ key: 'protection_days', value: 60, reason: 'Deals close faster now.', ...fields });
const publish = (fields = {}, headers = {}) => service.client.as('admin').post('/api/deals/settings', aSetting(fields), { headers });
const values = async (key: string) => (await service.client.as('reviewer').get('/api/deals/settings')).as(settingsAnswer).items.filter((item) => item.key === key);
const today = () => clock.now().toISOString().slice(0, 10);
const register = async () => (await seller().post('/api/deals', aRegistration({ expectedCloseOn: today() }))).as(registerAnswer);
const protectedDays = async () => (Date.parse(String((await register()).protectedUntil)) - clock.now().getTime()) / 86_400_000;
const statusOf = async (id: string) => (await seller().get(`/api/deals/${id}`)).body.status;

describe('a setting of deal registration', () => {
  test.each([
    ['in the past', { effectiveFrom: '2026-11-02T08:59:59Z' }, '/effectiveFrom'],
    ['beyond ten years', { effectiveFrom: '2036-11-02T09:00:01Z' }, '/effectiveFrom'],
    ['on a day without its moment', { effectiveFrom: '2026-12-01' }, '/effectiveFrom'],
    ['without a reason', { reason: undefined }, '/reason'],
    ['with no day', { value: 0 }, '/value'],
    ['with too many days', { value: 731 }, '/value'],
    ['with the value of another', { value: true }, '/value'],
    ['with a reminder twice', { key: 'protection_reminder_days', value: [30, 30] }, '/value'],
    ['that would take away before it reminds', { key: 'inactivity_revoke_days', value: 45 }, '/value'],
    ['that would remind after it takes away', { key: 'inactivity_reminder_days', value: 60 }, '/value'],
    ['that nobody knows', { key: 'colour' }, '/key'],
  ])('%s is refused, and nothing is published', async (_what, fields, pointer) => {
    const answer = await publish(fields);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
    expect(await values('protection_days')).toHaveLength(1);
  });

  test('counts from its moment on, once however often it is sent, with who published it and why', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const published = await publish({ effectiveFrom: '2026-11-03T09:00:00Z' }, key);
    expect([published.status, published.as(settingVersion)]).toMatchObject([201, { key: 'protection_days', value: 60, effectiveFrom: '2026-11-03T09:00:00.000Z', reason: 'Deals close faster now.' }]);
    expect((await publish({ effectiveFrom: '2026-11-03T09:00:00Z' }, key)).body).toEqual(published.body);
    expect(await protectedDays()).toBe(90);
    clock.advance({ days: 1 });
    expect(await protectedDays()).toBe(60);
    expect(await values('protection_days')).toMatchObject([{ value: 90, publishedBy: null, reason: null }, { value: 60, publishedBy: expect.any(String), publishedAt: '2026-11-02T09:00:00.000Z' }]);
  });

  test('is a fact of the trail', async () => {
    const [fact] = await service.database.query<{ payload: object }>(`SELECT payload FROM outbox WHERE payload ->> 'action' = 'setting.published'`);
    expect(fact?.payload).toMatchObject({ actor: { kind: 'vendor' }, subject: { kind: 'setting', id: 'protection_days' }, why: 'Deals close faster now.', details: { value: 60, valueBefore: 90 } });
  });

  test('counts at once where no moment is said, and follows the last one', async () => {
    clock.advance({ minutes: 1 });
    expect((await publish({ value: 30 })).as(settingVersion).effectiveFrom).toBe(clock.now().toISOString());
    expect(await protectedDays()).toBe(30);
    expect((await publish({ effectiveFrom: '2027-01-01T00:00:00Z' })).status).toBe(201);
    expect((await publish({ effectiveFrom: '2026-12-31T00:00:00Z' })).body.code).toBe('programme/already-published');
  });

  describe('that takes protections away sooner', () => {
    const sweep = () => service.running.app.get(Sweeper).sweepNow('leads.protection');
    const log = (id: string, date = today()) => seller().post(`/api/deals/${id}/activities`, { kind: 'meeting', date, note: 'Met them.' });
    const due = async (id: string) => (await service.events(undefined, id)).flatMap(({ type, data }) => (type === 'deal.inactive.v1' ? [`${type} ${String(data['revokedAfter'])}`] : type === 'deal.revoked.v1' ? [type] : []));
    const inDays = (days: number) => new Date(clock.now().getTime() + days * 86_400_000);
    beforeAll(async () => {
      // A year without reminders of the protection's end.
      expect((await publish({ value: 365, effectiveFrom: '2027-01-02T00:00:00Z' })).status).toBe(201);
      clock.set('2027-01-10T09:00:00Z');
    });

    test('takes nothing from a deal that is protected already, whether or not something is done about it', async () => {
      const [before, worked] = [await register(), await register()];
      const [warned, revoked] = [inDays(45), inDays(60)];
      clock.advance({ days: 4 });
      expect((await publish({ key: 'inactivity_reminder_days', value: 5 })).status).toBe(201);
      expect((await publish({ key: 'inactivity_revoke_days', value: 10 })).status).toBe(201);
      clock.advance({ days: 15 });
      expect((await log(worked.id, inDays(-12).toISOString().slice(0, 10))).status).toBe(201);
      await sweep();
      clock.set(new Date(warned.getTime() - 1_000).toISOString());
      await sweep();
      expect([await due(worked.id), await due(before.id)]).toEqual([[], []]);
      clock.set(warned.toISOString());
      await sweep();
      const warning = [`deal.inactive.v1 ${revoked.toISOString()}`];
      expect([await due(worked.id), await due(before.id)]).toEqual([warning, warning]);
      clock.advance({ minutes: 1 });
      // Ten days from now it would end sooner than it does.
      await log(worked.id);
      await sweep();
      expect(await due(worked.id)).toEqual(warning);
      clock.set(revoked.toISOString());
      await sweep();
      expect([await statusOf(worked.id), await statusOf(before.id)]).toEqual(['revoked', 'revoked']);
      // Warned of once: its end is the one that was told.
      expect(await due(worked.id)).toEqual([...warning, 'deal.revoked.v1']);
    });

    test('counts for what is protected from then on, and once what is done lasts longer by it', async () => {
      const [idle, worked] = [await register(), await register()];
      clock.advance({ days: 8 });
      await log(worked.id);
      const lasts = inDays(10);
      clock.advance({ days: 5 });
      await sweep();
      expect([await statusOf(idle.id), await statusOf(worked.id), await due(worked.id)]).toEqual(['revoked', 'approved', [`deal.inactive.v1 ${lasts.toISOString()}`]]);
      clock.set(lasts.toISOString());
      await sweep();
      expect(await statusOf(worked.id)).toBe('revoked');
    });
  });

  test('that reminds earlier reminds nobody of days that are gone already', async () => {
    const days = async (id: string) => (await service.events('deal.protection_ending.v1', id)).map(({ data }) => data['days']);
    const sweep = () => service.running.app.get(Sweeper).sweepNow('leads.protection');
    clock.set('2029-01-10T09:00:00Z');
    for (const setting of [{ value: 30 }, { key: 'protection_reminder_days', value: [14, 7] }]) expect((await publish(setting)).status).toBe(201);
    const log = async () => expect((await seller().post(`/api/deals/${id}/activities`, { kind: 'meeting', date: today(), note: 'Met them.' })).status).toBe(201);
    const { id } = await register();
    clock.advance({ days: 2 });
    expect((await publish({ key: 'protection_reminder_days', value: [29, 10] })).status).toBe(201);
    clock.advance({ days: 5 });
    await log();
    await sweep();
    expect(await days(id)).toEqual([]);
    clock.advance({ days: 8 });
    await log();
    clock.advance({ days: 5 });
    await sweep();
    expect(await days(id)).toEqual([10]);
  });

  test('that has not begun can be cancelled, unless what is left would contradict what is to come', async () => {
    const far = { effectiveFrom: '2036-10-01T00:00:00.000Z' };
    const cancel = (id: string, client = service.client.as('admin')) => client.post('/api/deals/settings/cancel', { id, reason: 'A slip.' });
    const publishFar = async (key: string, value: number) => (await publish({ key, value, ...far })).as(settingVersion).id;
    const revoke = await publishFar('inactivity_revoke_days', 100);
    const remind = await publishFar('inactivity_reminder_days', 80);
    const needed = await cancel(revoke);
    expect([needed.status, needed.body.errors?.[0]?.pointer]).toEqual([422, '/id']);
    expect((await cancel(remind, service.client.as('reviewer'))).status).toBe(403);
    expect([(await cancel(remind)).status, (await cancel(revoke)).status, (await cancel(revoke)).status]).toEqual([204, 204, 409]);
    expect((await values('inactivity_revoke_days')).map(({ value }) => value)).toEqual([60, 10]);
    const told = await service.database.query<{ payload: object }>(`SELECT payload FROM outbox WHERE payload ->> 'action' = 'setting.cancelled' ORDER BY seq`);
    expect(told.map(({ payload }) => payload)).toMatchObject([{ details: { value: 80, valueThatStays: 5 }, why: 'A slip.' }, { details: { value: 100, valueThatStays: 10 } }]);
  });

  test('agrees with what is to come later, not only with what counts when it begins', async () => {
    const { id } = (await publish({ key: 'inactivity_revoke_days', value: 8, effectiveFrom: '2036-10-01T00:00:00.000Z' })).as(settingVersion);
    const before = { key: 'inactivity_reminder_days', value: 9, effectiveFrom: '2036-09-01T00:00:00.000Z' };
    expect((await publish(before)).body.errors?.[0]?.pointer).toBe('/value');
    expect((await service.client.as('admin').post('/api/deals/settings/cancel', { id, reason: 'A slip.' })).status).toBe(204);
    expect((await publish(before)).status).toBe(201);
  });

  test('is published by admins, and read by the vendor’s people alone', async () => {
    expect((await service.client.as('partner_manager').post('/api/deals/settings', aSetting())).status).toBe(403);
    expect((await seller().get('/api/deals/settings')).status).toBe(403);
  });
});

test('raw SQL as the role of the service changes no value, no end that is set, and sets none in the past', async () => {
  await service.database.query('ALTER TABLE deal_setting ENABLE TRIGGER no_end_in_the_past');
  const code = (sql: string) => service.database.database.inTransaction({ kind: 'system', name: 'spec' }, (tx) => tx.query(sql)).then(() => 'done', (error: unknown) => Reflect.get(Object(error), 'code'));
  expect(await code(`UPDATE deal_setting SET value = '1'`)).toBe('42501');
  expect(await code(`UPDATE deal_setting SET valid_to = '2030-01-01' WHERE valid_to <> 'infinity'`)).toBe('PMC01');
  const ends = (at: string) => code(`UPDATE deal_setting SET valid_to = now() ${at} WHERE key = 'auto_approve' AND valid_to > now()`);
  expect([await ends(`- interval '1 day'`), await ends(`+ interval '1 day'`), await ends(`- interval '1 day'`), await ends(`- interval '1 minute'`)]).toEqual(['PMC01', 'done', 'PMC01', 'done']);
  expect(await code('DELETE FROM deal_setting')).toBe('42501');
});
