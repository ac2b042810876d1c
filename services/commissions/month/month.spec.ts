import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { monthAnswer, monthsAnswer } from '#libs/contracts/http/commissions';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { commissions } from '../service.ts';
import { Desk, usd } from '../spec/desk.ts';

const clock = new FixedClock('2026-10-16T09:00:00Z');
const [one, two] = [randomUUID(), randomUUID()];
let service: StartedService;
let desk: Desk;

// Two partners of 30 %: in October both earn, in November one of them gives some back and neither earns in euros before.
beforeAll(async () => {
  service = await startService(commissions, { clock, env: { RELEASE_SWEEP: 'PT1H', OUTBOX_RELAY: 'false' } });
  desk = new Desk(service.database, clock);
  const [first, second, third] = [{ id: randomUUID(), partnerId: one }, { id: randomUUID(), partnerId: two }, { id: randomUUID(), partnerId: two }];
  const euros = (amount: string) => ({ amount, currency: 'EUR' });
  await desk.take(desk.approved(one), desk.approved(two), desk.won(first), desk.won(second), desk.won({ ...third, amount: euros('1000.00') }));
  await desk.take(desk.paid({ dealId: first.id, invoiceId: 'INV-1', amount: usd('1000.00') }), desk.paid({ dealId: second.id, amount: usd('500.00') }));
  clock.set('2026-11-20T09:00:00Z');
  await desk.release();
  await desk.take(desk.refunded({ invoiceId: 'INV-1', amount: usd('200.00') }), desk.paid({ dealId: third.id, amount: euros('10.00'), paidOn: '2026-11-19' }));
}, 60_000);
afterAll(() => service.stop());

const month = async (period: string, client = service.client.as('finance')) => (await client.get(`/api/commissions/months/${period}`)).as(monthAnswer);
const figures = ({ currencies }: Awaited<ReturnType<typeof month>>) => currencies.map(({ currency, earned, partners, closing, held, payable, paid }) => [currency, earned.amount, partners, closing.amount, held.amount, payable.amount, paid.amount]);

test('a month is what it brought to all partners, and what they are owed at its end', async () => {
  expect(figures(await month('2026-10'))).toEqual([['USD', '450.00', 2, '450.00', '450.00', '0.00', '0.00']]);
  const november = await month('current');
  expect(november).toMatchObject({ period: '2026-11', final: false });
  expect(figures(november)).toEqual([['EUR', '3.00', 1, '3.00', '3.00', '0.00', '0.00'], ['USD', '-60.00', 1, '390.00', '0.00', '390.00', '0.00']]);
  expect((await month('2026-10')).final).toBe(true);
});

test('a month before anything was earned is empty, and says where the months begin', async () => {
  const { firstPeriod } = await month('current');
  expect(figures(await month(firstPeriod))).toEqual([]);
});

test('a partner’s people are told of their own company alone, and only those who see money', async () => {
  expect(figures(await month('2026-10', service.client.asPartner(one, 'owner')))).toEqual([['USD', '300.00', 1, '300.00', '300.00', '0.00', '0.00']]);
  expect((await service.client.asPartner(one, 'seller').get('/api/commissions/months/current')).status).toBe(403);
});

const latest = async (last?: number, client = service.client.as('finance')) => (await client.get('/api/commissions/months', last === undefined ? {} : { query: { last } })).as(monthsAnswer).items;
const earnedIn = (items: Awaited<ReturnType<typeof latest>>) => items.map(({ period, final, currencies }) => [period, final, ...currencies.map(({ currency, earned }) => `${currency} ${earned.amount}`)]);

test('the latest months tell what each brought, the running one last, in all currencies of any of them', async () => {
  expect(earnedIn(await latest(3))).toEqual([['2026-09', true, 'EUR 0.00', 'USD 0.00'], ['2026-10', true, 'EUR 0.00', 'USD 450.00'], ['2026-11', false, 'EUR 3.00', 'USD -60.00']]);
  expect((await latest()).map(({ period }) => period)).toEqual(['2025-12', ...Array.from({ length: 11 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}`)]);
  expect(earnedIn((await latest(2, service.client.asPartner(one, 'owner'))))).toEqual([['2026-10', true, 'USD 300.00'], ['2026-11', false, 'USD -60.00']]);
});

test('no month is from before the programme, however many are asked for', async () => {
  clock.set('2000-02-10T09:00:00Z');
  const periods = (await latest()).map(({ period }) => period);
  clock.set('2026-11-20T09:00:00Z');
  expect(periods).toEqual(['2000-01', '2000-02']);
  expect(await service.client.as('finance').get('/api/commissions/months', { query: { last: 61 } })).toMatchObject({ status: 422 });
  expect((await service.client.asPartner(one, 'seller').get('/api/commissions/months')).status).toBe(403);
});

test.each(['2026-12', '1999-12', '0000-01'])('the month %s is refused', async (period) => {
  expect(await service.client.as('finance').get(`/api/commissions/months/${period}`)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/period', in: 'path' }] } });
});

test.each(['2026-13', 'next', '%00'])('%s is no month', async (period) => {
  expect((await service.client.as('finance').get(`/api/commissions/months/${period}`)).status).toBe(404);
});
