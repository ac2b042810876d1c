import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Sweeper } from '#libs/database/due';
import { registerAnswer } from '#libs/contracts/http/deals';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { aRegistration } from '../spec/a-registration.ts';
import { startLeads, type StartedLeads } from '../spec/start-leads.ts';

const clock = new FixedClock('2026-01-01T09:00:00Z');
let service: StartedLeads<StartedService>;
let partnerId = '';
beforeAll(async () => {
  service = await startLeads(startService, { clock, env: { DEALS_SWEEP: 'PT1H' } });
  partnerId = await service.partner();
});
afterAll(() => service.stop());

const seller = () => service.client.asPartner(partnerId, 'seller');
const admin = () => service.client.as('admin');
const register = async () => (await seller().post('/api/deals', aRegistration({ expectedCloseOn: '2027-12-31' }))).as(registerAnswer).id;
const log = (id: string, date = clock.now().toISOString().slice(0, 10)) => seller().post(`/api/deals/${id}/activities`, { kind: 'meeting', date, note: 'Met the CISO.' });
const statusOf = async (id: string) => (await admin().get(`/api/deals/${id}`)).body.status;

/** Days go by, and every day the sweep looks; returns what was told of the deal, with the day. */
async function daysGoBy(id: string, days: number, daily: (day: number) => Promise<unknown> = async () => undefined): Promise<string[]> {
  const begin = clock.now().getTime();
  const sweeper = service.running.app.get(Sweeper);
  for (let day = 1; day <= days; day += 1) {
    clock.advance({ days: 1 });
    await daily(day);
    await sweeper.sweepNow('leads.protection');
  }
  const told = await service.database.query<{ type: string; time: string; days: string | null }>(
    `SELECT type, headers ->> 'time' AS time, payload ->> 'days' AS days FROM outbox
      WHERE aggregateid = $1 AND aggregatetype = 'deals' AND (headers ->> 'time')::timestamptz > $2 AND type <> 'deal.activity_logged.v1' ORDER BY seq`,
    [id, new Date(begin)],
  );
  return told.map((event) => [Math.round((Date.parse(event.time) - begin) / 86_400_000), event.type.replace(/^deal\.|\.v1$/g, ''), event.days].filter((part) => part !== null).join(' '));
}

describe('a protection', () => {
  test('of a deal that is worked on is reminded of 30, 14 and 7 days before its end, and ends', async () => {
    const id = await register();
    const workNowAndThen = (day: number) => (day % 20 === 0 ? log(id) : Promise.resolve());
    expect(await daysGoBy(id, 92, workNowAndThen)).toEqual(['60 protection_ending 30', '76 protection_ending 14', '83 protection_ending 7', '90 expired']);
    expect(await statusOf(id)).toBe('expired');
  });

  test('of a deal about which nothing is done is reminded of after 45 days and taken away after 60, and the next is promoted', async () => {
    const body = aRegistration({ expectedCloseOn: '2027-12-31' });
    const { id } = (await seller().post('/api/deals', body)).as(registerAnswer);
    const next = (await seller().post('/api/deals', body)).as(registerAnswer);
    expect(next.status).toBe('queued');
    expect(await daysGoBy(id, 61)).toEqual(['45 inactive', '60 revoked']);
    expect([await statusOf(id), await statusOf(next.id)]).toEqual(['revoked', 'approved']);
  });

  test('counts inactivity from the day of the last activity', async () => {
    const id = await register();
    expect(await daysGoBy(id, 65, (day) => (day === 10 ? log(id, new Date(clock.now().getTime() - 5 * 86_400_000).toISOString().slice(0, 10)) : Promise.resolve()))).toEqual(['51 inactive', '60 protection_ending 30']);
  });

  test('after an outage is reminded of once, and a deal that was forgotten longer is revoked at once', async () => {
    const [worked, forgotten] = [await register(), await register()];
    clock.advance({ days: 40 });
    await log(worked);
    clock.advance({ days: 40 });
    await service.running.app.get(Sweeper).sweepNow('leads.protection');
    const told = async (id: string) => (await service.events(undefined, id)).map(({ type, data }) => typeof data['days'] === 'number' ? `${type} ${data['days']}` : type);
    expect(await told(worked)).toEqual(['deal.registered.v1', 'deal.approved.v1', 'deal.activity_logged.v1', 'deal.protection_ending.v1 14']);
    expect((await told(forgotten)).slice(2)).toEqual(['deal.inactive.v1', 'deal.revoked.v1']);
  });

  test('lasts as long as the programme said when it began', async () => {
    await service.setting('protection_days', 10);
    const id = await register();
    await service.setting('protection_days', 90);
    expect(await daysGoBy(id, 11)).toEqual(['3 protection_ending 7', '10 expired']);
  });
});

describe('an extension', () => {
  const extend = (id: string) => seller().post(`/api/deals/${id}/extension`, { reason: 'Procurement takes its time.' });

  test('needs an activity since the approval', async () => {
    const id = await register();
    expect((await extend(id)).body.code).toBe('deals/no-activity');
    clock.advance({ days: 1 });
    await log(id, '2025-12-01');
    expect((await extend(id)).body.code).toBe('deals/no-activity');
    await log(id);
    expect((await extend(id)).status).toBe(200);
  });

  test('is granted once, by 30 days, with reminders anew', async () => {
    const id = await register();
    clock.advance({ days: 30 });
    await log(id);
    const [before] = [(await extend(id)).body.protectedUntil];
    expect((await admin().post(`/api/deals/${id}/extension/grant`, { note: 'Fine.' })).body.protectedUntil).toBe(new Date(Date.parse(before) + 30 * 86_400_000).toISOString());
    const again = await extend(id);
    expect([again.status, again.body.code]).toEqual([409, 'deals/one-extension']);
    expect((await seller().get(`/api/deals/${id}`)).body.extensionRequest).toMatchObject({ status: 'granted', note: 'Fine.' });
    expect(await daysGoBy(id, 91, (day) => (day % 20 === 0 ? log(id) : Promise.resolve()))).toEqual(['60 protection_ending 30', '76 protection_ending 14', '83 protection_ending 7', '90 expired']);
  });

  test('holds the end until it is decided; refused, the protection is over', async () => {
    const id = await register();
    clock.advance({ days: 50 });
    await log(id);
    await extend(id);
    expect(await daysGoBy(id, 41)).toEqual(['10 protection_ending 30', '26 protection_ending 14', '33 protection_ending 7']);
    expect((await admin().post(`/api/deals/${id}/extension/refuse`)).status).toBe(200);
    expect(await daysGoBy(id, 1)).toEqual(['1 expired']);
  });

  test('that nobody asked for is not decided', async () => {
    const id = await register();
    expect((await admin().post(`/api/deals/${id}/extension/grant`)).body.code).toBe('deals/illegal-transition');
  });
});

test('an activity of tomorrow, which it is already where the partner is, counts from now on', async () => {
  const id = await register();
  clock.advance({ hours: 1 });
  const inDays = (days: number) => new Date(clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
  expect([(await log(id, inDays(2))).status, (await log(id, inDays(1))).status]).toEqual([422, 201]);
  expect(await service.database.query('SELECT active_since FROM deal WHERE id = $1', [id])).toEqual([{ active_since: clock.now() }]);
});

test.each([['2099-01-01'], ['2015-01-01'], ['yesterday']])('an activity of %s is refused', async (date) => {
  const answer = await log(await register(), date);
  expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/date']);
});

test('settings are dated rows: a change counts from its day on, and the past stays', async () => {
  await service.database.query(`UPDATE deal_setting SET valid_to = $1 WHERE key = 'protection_days'`, [new Date(clock.now().getTime() + 86_400_000)]);
  await service.database.query(`INSERT INTO deal_setting (key, value, valid_from) VALUES ('protection_days', '60', $1)`, [new Date(clock.now().getTime() + 86_400_000)]);
  const days = async () => (Date.parse((await seller().post('/api/deals', aRegistration({ expectedCloseOn: clock.now().toISOString().slice(0, 10) }))).body.protectedUntil) - clock.now().getTime()) / 86_400_000;
  expect(await days()).toBe(90);
  clock.advance({ days: 1 });
  expect(await days()).toBe(60);
});
