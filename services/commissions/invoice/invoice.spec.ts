import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { crm } from '#libs/contracts/events/crm';
import { exceptionsAnswer, exceptionView, ratesAnswer, rateView, reportAnswer, waitingAnswer } from '#libs/contracts/http/commissions';
import { eventually } from '#libs/testing/eventually';
import { EventSender } from '#libs/testing/event-sender';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { commissions } from '../service.ts';
import { Desk, usd } from '../spec/desk.ts';

const clock = new FixedClock('2026-11-02T09:00:00Z');
let service: StartedService;
let sender: EventSender;
let desk: Desk;
let partnerId: string;
let deal: { id: string; partnerId: string };
beforeAll(async () => {
  service = await startService(commissions, { clock, env: { OUTBOX_RELAY: 'false' } });
  sender = new EventSender(service.kafkaPrefix);
  desk = new Desk(service.database, clock);
}, 60_000);
afterAll(async () => {
  await sender?.close();
  await service?.stop();
});
beforeEach(async () => {
  partnerId = randomUUID();
  deal = { id: randomUUID(), partnerId };
  await desk.take(desk.approved(partnerId), desk.won(deal));
});

const finance = () => service.client.as('finance');
const anInvoice = (fields = {}) => ({ invoiceId: `INV/${randomUUID()}`, dealId: deal.id, amount: usd('100.00'), paidOn: '2026-10-15', ...fields });
const enter = async (body: object) => (await finance().post('/api/invoices', body)).as(reportAnswer);
const refund = (invoiceId: string, fields = {}) => finance().post(`/api/invoices/${encodeURIComponent(invoiceId)}/refunds`, { refundId: `CN-${randomUUID()}`, amount: usd('10.00'), refundedOn: '2026-10-20', ...fields });

describe('what finance enters', () => {
  test('is booked as what the CRM reports, and both together count once', async () => {
    const invoice = anInvoice();
    const first = await enter(invoice);
    expect(first).toMatchObject({ outcome: 'booked', waitingFor: null, exceptionId: null });
    await sender.send(crm, 'invoice.paid.v1', deal.id, invoice);
    const later = anInvoice();
    await sender.send(crm, 'invoice.paid.v1', deal.id, later);
    await eventually(async () => expect(await desk.lines(partnerId)).toHaveLength(2));
    expect(await enter(later)).toMatchObject({ outcome: 'booked' });
    expect(await enter(invoice)).toEqual(first);
    expect((await refund(invoice.invoiceId)).as(reportAnswer).outcome).toBe('booked');
    expect(await desk.balances(partnerId)).toEqual({ USD: ['5700', '-5700', '0', '0'] });
  });

  test('is a fact of the trail, with the deal that it is of', async () => {
    const invoice = anInvoice();
    await enter(invoice);
    const [fact] = await service.database.query<{ payload: object }>(`SELECT payload FROM outbox WHERE payload ->> 'action' = 'invoice.reported' AND payload -> 'subject' ->> 'id' = '${invoice.invoiceId}'`);
    expect(fact?.payload).toMatchObject({ details: { dealId: deal.id, outcome: 'booked', amount: '100.00', currency: 'USD' } });
  });

  test('waits where something is missing, and is listed with what it waits for', async () => {
    const invoice = anInvoice({ dealId: randomUUID() });
    expect(await enter(invoice)).toMatchObject({ outcome: 'waiting', waitingFor: 'deal' });
    expect((await refund('INV-of-nobody')).as(reportAnswer)).toMatchObject({ outcome: 'waiting', waitingFor: 'invoice' });
    const { items, total } = (await finance().get('/api/invoices/waiting')).as(waitingAnswer);
    expect(total).toBe(2);
    expect(items.map(({ kind, waitingFor }) => [kind, waitingFor])).toEqual(expect.arrayContaining([['invoice', 'deal'], ['refund', 'invoice']]));
  });

  test('has an idempotency key like every other', async () => {
    const invoice = anInvoice();
    const headers = { 'idempotency-key': randomUUID() };
    const answers = [await finance().post('/api/invoices', invoice, { headers }), await finance().post('/api/invoices', invoice, { headers })];
    expect(answers.map(({ body }) => body)).toEqual([answers[0]?.body, answers[0]?.body]);
    expect((await finance().post('/api/invoices', { ...invoice, amount: usd('2.00') }, { headers })).status).toBe(422);
  });

  test('takes a refund with the invoice in the body as one with it in the path, and both count once', async () => {
    const { invoiceId } = anInvoice();
    await enter(anInvoice({ invoiceId }));
    const body = { refundId: `CN/${randomUUID()}`, amount: usd('10.00'), refundedOn: '2026-10-20' };
    const first = (await finance().post('/api/invoices/refunds', { ...body, invoiceId })).as(reportAnswer);
    expect(first.outcome).toBe('booked');
    expect((await refund(invoiceId, body)).as(reportAnswer)).toEqual(first);
    expect(await desk.balances(partnerId)).toEqual({ USD: ['2700', '-2700', '0', '0'] });
    expect((await finance().post('/api/invoices/refunds', body)).body.errors[0].pointer).toBe('/invoiceId');
    expect((await service.client.as('reviewer').post('/api/invoices/refunds', { ...body, invoiceId })).status).toBe(403);
  });

  test.each([
    ['zero', { amount: usd('0.00') }, '/amount/amount'],
    ['below zero', { amount: usd('-5.00') }, '/amount/amount'],
    ['an absurd amount', { amount: usd('999999999999999.99') }, '/amount/amount'],
    ['more decimals than the currency has', { amount: { amount: '1.5', currency: 'JPY' } }, '/amount/amount'],
    ['an unknown currency', { amount: { amount: '1.00', currency: 'QQQ' } }, '/amount/currency'],
    ['a number for an amount', { amount: 100 }, '/amount'],
    ['a day to come', { paidOn: '2026-11-04' }, '/paidOn'],
    ['a day long gone', { paidOn: '2016-11-01' }, '/paidOn'],
    ['a day that is none', { paidOn: '2026-02-30' }, '/paidOn'],
    ['a deal that is no id', { dealId: 'DEAL-1' }, '/dealId'],
    ['instalment 0', { instalment: 0 }, '/instalment'],
    ['an empty id', { invoiceId: ' ' }, '/invoiceId'],
    ['an id with a NUL', { invoiceId: 'a\u0000b' }, undefined],
    ['a field that nobody knows', { commission: '1.00' }, '/commission'],
  ])('is refused with %s', async (_what, fields, pointer) => {
    const answer = await finance().post('/api/invoices', anInvoice(fields));
    expect([400, 422]).toContain(answer.status);
    if (pointer !== undefined) expect(answer.body.errors[0].pointer).toBe(pointer);
    expect(await desk.lines(partnerId)).toEqual([]);
  });

  test('an id of 200 characters, in any script, is fine', async () => {
    const invoice = anInvoice({ invoiceId: `Счёт-发票-${randomUUID()}`.padEnd(200, '€') });
    expect(await enter(invoice)).toMatchObject({ outcome: 'booked' });
    expect((await refund(invoice.invoiceId)).as(reportAnswer).outcome).toBe('booked');
  });
});

describe('what contradicts', () => {
  const exceptions = async (status = 'open') => (await finance().get('/api/commissions/exceptions', { query: { status, limit: 100 } })).as(exceptionsAnswer).items.filter((one) => one.partnerId === partnerId);
  const tooMuch = async () => {
    const invoice = anInvoice();
    await enter(invoice);
    const { outcome, exceptionId } = (await refund(invoice.invoiceId, { amount: usd('120.00') })).as(reportAnswer);
    expect(outcome).toBe('exception');
    return { invoice, id: String(exceptionId) };
  };
  const settle = (id: string, body: object) => finance().post(`/api/commissions/exceptions/${id}/settle`, body);

  test('is listed with both figures and settled once, with a reason', async () => {
    const { id } = await tooMuch();
    expect(await exceptions()).toMatchObject([{ id, kind: 'refund_exceeds_invoice', status: 'open', reported: { amount: usd('120.00') }, known: { amount: usd('100.00'), refunded: usd('0.00') } }]);
    expect((await settle(id, {})).body.errors[0].pointer).toBe('/reason');
    expect((await settle(id, { reason: 'A typing error of the CRM.' })).as(exceptionView)).toMatchObject({ status: 'settled', reason: 'A typing error of the CRM.' });
    expect((await settle(id, { reason: 'Again.' })).body.code).toBe('commissions/exception-settled');
    expect(await exceptions()).toEqual([]);
    expect(await exceptions('settled')).toHaveLength(1);
    expect(await desk.balances(partnerId)).toEqual({ USD: ['3000', '-3000', '0', '0'] });
  });

  test('may be taken back as far as a person says, within what is left of the invoice', async () => {
    const { id } = await tooMuch();
    const refused = [usd('100.01'), { amount: '50', currency: 'EUR' }, usd('1.001')];
    for (const takeBack of refused) expect((await settle(id, { reason: 'x', takeBack })).status).toBe(422);
    expect((await settle(id, { reason: 'All of it went back.', takeBack: usd('100.00') })).status).toBe(200);
    expect(await desk.balances(partnerId)).toEqual({ USD: ['0', '0', '0', '0'] });
  });

  test('is settled by one of several who do so at the same moment', async () => {
    const { id } = await tooMuch();
    const answers = await Promise.all([1, 2, 3, 4].map((number) => settle(id, { reason: `Decision ${number}.`, takeBack: usd('10.00') })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409]);
    expect(await desk.balances(partnerId)).toEqual({ USD: ['2700', '-2700', '0', '0'] });
  });

  test('of one invoice and settled at the same moment takes back no more than is left, and stays open where nothing was taken', async () => {
    const { invoice, id } = await tooMuch();
    const others = await Promise.all([usd('130.00'), usd('140.00')].map(async (amount) => String((await refund(invoice.invoiceId, { amount })).as(reportAnswer).exceptionId)));
    const answers = await Promise.all([id, ...others].map((one) => settle(one, { reason: 'Sixty of it went back.', takeBack: usd('60.00') })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422, 422]);
    expect((await exceptions()).map(({ kind }) => kind)).toEqual(['refund_exceeds_invoice', 'refund_exceeds_invoice']);
    expect(await desk.balances(partnerId)).toEqual({ USD: ['1200', '-1200', '0', '0'] });
  });

  test('which is no refund cannot be taken back', async () => {
    const invoice = anInvoice();
    await enter(invoice);
    const { exceptionId } = await enter({ ...invoice, amount: usd('5.00') });
    expect((await settle(String(exceptionId), { reason: 'x', takeBack: usd('1.00') })).body.errors[0].pointer).toBe('/takeBack');
  });
});

describe('a rate', () => {
  const publish = (body: object) => service.client.as('admin').post('/api/commissions/rates', body);

  test('is published for tomorrow or later, after the last one, and settles nothing anew', async () => {
    expect((await publish({ tier: 'platinum', percent: '36', effectiveOn: '2026-11-02' })).body.errors[0].detail).toContain('never changes the past');
    expect((await publish({ tier: 'platinum', percent: '36', effectiveOn: '2026-11-03' })).as(rateView)).toMatchObject({ version: 2, percent: '36' });
    expect((await publish({ tier: 'platinum', percent: '37', effectiveOn: '2026-11-03' })).body.code).toBe('commissions/rate-already-published');
    expect((await service.client.as('finance').post('/api/commissions/rates', { tier: 'platinum', percent: '99', effectiveOn: '2027-01-01' })).status).toBe(403);
  });

  test.each([
    ['a percentage above 100', { percent: '100.01' }, '/percent'],
    ['more than four decimals', { percent: '30.00001' }, '/percent'],
    ['a number', { percent: 30 }, '/percent'],
    ['a day beyond ten years', { effectiveOn: '2036-11-03' }, '/effectiveOn'],
    ['a day that is none', { effectiveOn: '2026-11-31' }, '/effectiveOn'],
  ])('with %s is refused', async (_what, fields, pointer) => {
    const answer = await publish({ tier: 'platinum', percent: '40', effectiveOn: '2030-01-01', ...fields });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });

  test('is shown to partners without the vendor’s person who published it', async () => {
    const seenBy = async (client: typeof service.client) => (await client.get('/api/commissions/rates')).as(ratesAnswer).items.filter(({ tier }) => tier === 'platinum');
    expect((await seenBy(finance())).map(({ version, publishedBy }) => [version, publishedBy])).toEqual([[1, null], [2, expect.any(String)]]);
    const partners = (['owner', 'partner_finance'] as const).map((role) => seenBy(service.client.asPartner(partnerId, role)));
    for (const rates of await Promise.all(partners)) expect(rates.map((rate) => [rate.version, 'publishedBy' in rate])).toEqual([[1, false], [2, false]]);
  });

  test('is told as it is kept, however it was written', async () => {
    const written = (await publish({ tier: 'platinum', percent: '07.50', effectiveOn: '2027-05-01' })).as(rateView);
    const [told] = await service.database.query<{ percent: string }>(`SELECT payload ->> 'percent' AS percent FROM outbox WHERE type = 'rate.published.v1' ORDER BY seq DESC LIMIT 1`);
    expect([written.percent, told?.percent]).toEqual(['7.5', '7.5']);
  });

  test('published at the same moment by two is one', async () => {
    const answers = await Promise.all(['41', '42', '43', '44'].map((percent) => publish({ tier: 'authorized', percent, effectiveOn: '2028-01-01' })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409]);
  });

  test('of a tier that had none may begin in the past, and settles what waited for it', async () => {
    const newcomer = { id: randomUUID(), partnerId: randomUUID() };
    await desk.take(desk.approved(newcomer.partnerId, { tier: 'diamond' }), desk.won(newcomer), desk.paid({ dealId: newcomer.id }));
    expect(await desk.lines(newcomer.partnerId)).toEqual([]);
    expect((await publish({ tier: 'diamond', percent: '40', effectiveOn: '2026-01-01' })).status).toBe(201);
    expect((await desk.lines(newcomer.partnerId)).map(({ amount }) => amount)).toEqual(['4000']);
  });
});
