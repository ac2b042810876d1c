import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { figuresAnswer, type Figure } from '#libs/contracts/http/dashboard';
import { dealListAnswer, registerAnswer } from '#libs/contracts/http/deals';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { aRegistration } from '../spec/a-registration.ts';
import { startLeads, type StartedLeads } from '../spec/start-leads.ts';

type Client = StartedService['client'];
const clock = new FixedClock('2026-10-01T09:00:00Z');
let service: StartedLeads<StartedService>;
let [partnerId, other] = ['', ''];
const seller = () => service.client.asPartner(partnerId, 'seller');
const manager = () => service.client.as('partner_manager');
const usd = (amount: string) => ({ amount, currency: 'USD' });
const register = async (client: Client, body = aRegistration()) => (await client.post('/api/deals', body)).as(registerAnswer).id;
const figures = async (client: Client) => (await client.get('/api/dashboard')).as(figuresAnswer).figures;
const brief = (all: Figure[]) => all.map(({ code, count, amount }) => [code, count, ...(amount === null ? [] : [`${amount.amount} ${amount.currency}`])]);
const total = async (client: Client, link: string) => (await client.get(link)).as(dealListAnswer).total;
const referencesOf = async (client: Client, query: object) => (await client.get('/api/deals', { query: { ...query } })).as(dealListAnswer).items.map(({ id }) => id);

// Two protected deals, one of which ends soon and is to be extended; one queued, one returned, one for a person, one lost; a rival's.
let [ending, lost] = ['', ''];
beforeAll(async () => {
  service = await startLeads(startService, { clock, env: { DEALS_SWEEP: 'PT1H' } });
  [partnerId, other] = [await service.partner('One'), await service.partner('Two')];
  const rivals = aRegistration({ estimatedValue: usd('7.00') });
  ending = await register(seller());
  lost = await register(seller());
  await manager().post(`/api/deals/${lost}/lost`, { reason: 'Budget cut.', closedOn: '2026-10-01' });
  clock.advance({ days: 59 });
  await seller().post(`/api/deals/${ending}/activities`, { kind: 'meeting', date: '2026-11-29', note: 'Met the CISO.' });
  await seller().post(`/api/deals/${ending}/extension`, {});
  await register(seller(), aRegistration({ estimatedValue: { amount: '250000.50', currency: 'EUR' } }));
  await register(service.client.asPartner(other, 'seller'), rivals);
  await register(seller(), { ...rivals, estimatedValue: usd('1000.00') });
  await service.setting('auto_approve', false);
  await manager().post(`/api/deals/${await register(seller())}/return`, { note: 'Which department?' });
  await register(seller());
}, 60_000);
afterAll(() => service.stop());

const pipeline = [
  ['deals_open', 5], ['deals_open_value', 1, '250000.50 EUR'], ['deals_open_value', 4, '12601000.00 USD'], ['deals_protected', 2], ['deals_protection_ending', 0], ['deals_queued', 1],
];

test('a partner’s people have their own pipeline; who may complete a deal, also what was returned', async () => {
  for (const role of ['owner', 'seller'] as const) expect(brief(await figures(service.client.asPartner(partnerId, role)))).toEqual([...pipeline, ['deals_returned', 1]]);
  for (const role of ['partner_finance', 'technical'] as const) expect(brief(await figures(service.client.asPartner(partnerId, role)))).toEqual(pipeline);
  expect(brief(await figures(service.client.asPartner(await service.partner('Three'), 'technical')))).toEqual([
    ['deals_open', 0], ['deals_protected', 0], ['deals_protection_ending', 0], ['deals_queued', 0],
  ]);
});

test('the team has what waits for it, by what each may do', async () => {
  const toDecide = [['deals_to_decide', 1], ['extensions_to_decide', 1]];
  for (const role of ['admin', 'partner_manager', 'reviewer'] as const) expect(brief(await figures(service.client.as(role)))).toEqual([...toDecide, ['deal_reports_held', 0]]);
  expect(brief(await figures(service.client.as('finance')))).toEqual([['deal_reports_held', 0]]);
});

test('a protection ends soon from 30 days before its end until it is over', async () => {
  expect(await referencesOf(seller(), { protectionEndsWithinDays: 31 })).toEqual([ending]);
  expect(await referencesOf(seller(), { protectionEndsWithinDays: 30 })).toEqual([]);
  clock.advance({ days: 1 });
  expect(await referencesOf(seller(), { protectionEndsWithinDays: 30 })).toEqual([ending]);
  expect(await referencesOf(seller(), { protectionEndsWithinDays: 365 })).not.toContain(lost);
  expect(await referencesOf(seller(), { status: 'lost', protectionEndsWithinDays: 365 })).toEqual([]);
  for (const query of [{ protectionEndsWithinDays: -1 }, { protectionEndsWithinDays: 'soon' }, { currency: 'usd' }]) expect((await seller().get('/api/deals', { query })).status).toBe(422);
});

test('every figure’s link lists what it counts', async () => {
  for (const client of [seller(), manager()]) {
    const counted = (await figures(client)).filter(({ code }) => code !== 'deal_reports_held');
    expect(await Promise.all(counted.map(async ({ link }) => total(client, link)))).toEqual(counted.map(({ count }) => count));
    expect(counted.some(({ count }) => count === 1)).toBe(true);
  }
});

test('a report that is held is counted until somebody settles it', async () => {
  await service.database.query(
    `INSERT INTO held_report (id, deal_id, report, problem, detail, data, source, event_id, held_at)
     SELECT gen_random_uuid(), $1::uuid, 'won', 'state', 'It is lost.', jsonb_build_object('dealId', $1::uuid, 'closedOn', '2026-11-01'), 'crm', 'e1', now()`,
    [lost],
  );
  const held = (await figures(service.client.as('finance')))[0];
  const { items } = (await service.client.as('finance').get(held?.link ?? '')).body;
  expect([held?.count, items.length]).toEqual([1, 1]);
  expect(await (await fetch(`${service.managementUrl}/metrics`)).text()).toMatch(/^deal_reports_held\{service="leads"\} 1$/m);
  await service.client.as('finance').post(`/api/deals/reports/${items[0].id}/settle`, { note: 'Seen.' });
  expect(brief(await figures(service.client.as('finance')))).toEqual([['deal_reports_held', 0]]);
});

test('a pipeline of more than an amount can say is counted without a sum', async () => {
  await service.database.query(`UPDATE deal SET estimated_value_minor = 9000000000000000000 WHERE partner_id = $1 AND estimated_value_currency = 'USD'`, [partnerId]);
  expect(brief(await figures(seller())).slice(1, 3)).toEqual([['deals_open_value', 1, '250000.50 EUR'], ['deals_open_value', 4]]);
});
