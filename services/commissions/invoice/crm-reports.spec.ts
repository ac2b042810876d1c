import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { crm } from '#libs/contracts/events/crm';
import { eventually } from '#libs/testing/eventually';
import { EventSender } from '#libs/testing/event-sender';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { commissions } from '../service.ts';
import { Desk, usd } from '../spec/desk.ts';

const clock = new FixedClock('2026-11-02T09:00:00Z');
const partnerId = randomUUID();
const deal = { id: randomUUID(), partnerId };
let service: StartedService;
let sender: EventSender;
let desk: Desk;
beforeAll(async () => {
  service = await startService(commissions, { clock, env: { OUTBOX_RELAY: 'false' } });
  sender = new EventSender(service.kafkaPrefix);
  desk = new Desk(service.database, clock);
  await desk.take(desk.approved(partnerId), desk.won(deal), desk.paid({ dealId: deal.id, invoiceId: 'INV-GOOD' }));
}, 60_000);
afterAll(async () => {
  await sender?.close();
  await service?.stop();
});

const invoice = (fields: object = {}) => ({ invoiceId: `INV-${randomUUID()}`, dealId: deal.id, amount: usd('100.00'), paidOn: '2026-10-15', ...fields });
const refund = (fields: object = {}) => ({ refundId: `CN-${randomUUID()}`, invoiceId: 'INV-GOOD', amount: usd('1.00'), refundedOn: '2026-10-20', ...fields });
/** The contradictions of the partner, each with the amount that was reported. */
async function contradicting(): Promise<string[]> {
  const rows = await service.database.query<{ said: string }>(`SELECT kind || ' ' || (reported -> 'amount' ->> 'amount') AS said FROM commission_exception WHERE partner_id = $1 ORDER BY 1`, [partnerId]);
  return rows.map(({ said }) => said);
}

const badAmounts = [
  ['zero', { amount: usd('0.00') }, /above zero/, '/amount/amount'],
  ['less than nothing', { amount: usd('-5.00') }, /above zero/, '/amount/amount'],
  ['an absurd amount', { amount: usd('10000000000000.00') }, /larger than any invoice/, '/amount/amount'],
  ['an absurd amount of a currency with four decimals', { amount: { amount: '100000000000.0000', currency: 'CLF' } }, /larger than any invoice/, '/amount/amount'],
  ['an amount beyond all figures', { amount: usd('1000000000000000') }, /amount/, '/amount/amount'],
  ['more decimals than dollars have', { amount: usd('1.001') }, /at most 2 decimals/, '/amount/amount'],
  ['decimals of yen', { amount: { amount: '1.5', currency: 'JPY' } }, /decimals/, '/amount/amount'],
  ['four decimals of dinars', { amount: { amount: '1.2345', currency: 'KWD' } }, /at most 3 decimals/, '/amount/amount'],
  ['a number for an amount', { amount: 100 }, /amount/, '/amount'],
  ['an amount in words', { amount: usd('one hundred') }, /amount/, '/amount/amount'],
  ['an unknown currency', { amount: { amount: '1.00', currency: 'QQQ' } }, /ISO 4217/, '/amount/currency'],
  ['gold for a currency', { amount: { amount: '1', currency: 'XAU' } }, /ISO 4217/, '/amount/currency'],
] as const;
const bad: readonly (readonly [what: string, type: 'invoice.paid.v1' | 'invoice.refunded.v1', data: object, reason: RegExp])[] = [
  ...badAmounts.flatMap(([what, fields, reason]) => [[`an invoice of ${what}`, 'invoice.paid.v1', invoice(fields), reason], [`a refund of ${what}`, 'invoice.refunded.v1', refund(fields), reason]] as const),
  ['an invoice paid after tomorrow', 'invoice.paid.v1', invoice({ paidOn: '2026-11-04' }), /paidOn: must not be in the future/],
  ['an invoice paid in a thousand years', 'invoice.paid.v1', invoice({ paidOn: '3026-11-04' }), /paidOn: must not be in the future/],
  ['an invoice paid more than ten years ago', 'invoice.paid.v1', invoice({ paidOn: '2016-11-01' }), /paidOn: must not be more than ten years ago/],
  ['an invoice paid on a day that is none', 'invoice.paid.v1', invoice({ paidOn: '2026-02-30' }), /paidOn/],
  ['an invoice without an id', 'invoice.paid.v1', invoice({ invoiceId: undefined }), /invoiceId/],
  ['an invoice with an empty id', 'invoice.paid.v1', invoice({ invoiceId: ' ' }), /invoiceId/],
  ['an invoice without a deal', 'invoice.paid.v1', invoice({ dealId: undefined }), /dealId/],
  ['an invoice of instalment 0', 'invoice.paid.v1', invoice({ instalment: 0 }), /instalment/],
  ['a refund after tomorrow', 'invoice.refunded.v1', refund({ refundedOn: '2026-11-04' }), /refundedOn: must not be in the future/],
  ['a refund of more than ten years ago', 'invoice.refunded.v1', refund({ refundedOn: '2016-11-01' }), /refundedOn: must not be more than ten years ago/],
  ['a refund without an id', 'invoice.refunded.v1', refund({ refundId: undefined }), /refundId/],
  ['a refund of no invoice', 'invoice.refunded.v1', refund({ invoiceId: undefined }), /invoiceId/],
];

describe('what the CRM reports', () => {
  test('and can never be right is parked with the reason, and leaves nothing in the books', async () => {
    const before = await desk.balances(partnerId);
    const keys = new Map(bad.map(([what]) => [what, randomUUID()]));
    await Promise.all(bad.map(([what, type, data]) => sender.sendRaw(crm, type, String(keys.get(what)), data)));
    const parked = () => service.database.query<{ key: string; error: string }>('SELECT key, error FROM parked_event');
    await eventually(async () => expect(await parked()).toHaveLength(bad.length));
    const reasons = new Map((await parked()).map(({ key, error }) => [key, error]));
    const wrong = bad.filter(([what, , , reason]) => !reason.test(reasons.get(String(keys.get(what))) ?? '')).map(([what]) => [what, reasons.get(String(keys.get(what)))]);
    expect(wrong).toEqual([]);
    expect([await desk.balances(partnerId), await service.database.query('SELECT id FROM invoice'), await service.database.query('SELECT id FROM refund')]).toEqual([before, [{ id: 'INV-GOOD' }], []]);
  }, 60_000);

  test('and is just not absurd may be paid again and again: the balance holds it', async () => {
    const seller = { id: randomUUID(), partnerId: randomUUID() };
    const largest = { amount: '99999999999.9999', currency: 'CLF' };
    await desk.take(desk.approved(seller.partnerId), desk.won({ ...seller, amount: largest }));
    for (let batch = 0; batch < 10; batch += 1) await desk.take(...Array.from({ length: 20 }, () => desk.paid({ dealId: seller.id, amount: largest })));
    expect((await desk.balances(seller.partnerId))['CLF']?.[0]).toBe(String(300_000_000_000_000n * 200n));
  });

  test('counts once, though it comes twice, under its event’s id or another; the same ids with another body count for nothing, and each that contradicts is listed', async () => {
    const [paid, back] = [invoice(), refund()];
    const [paidEvent, backEvent] = [{ id: randomUUID() }, { id: randomUUID() }];
    for (const event of [paidEvent, paidEvent, {}]) await sender.sendRaw(crm, 'invoice.paid.v1', deal.id, paid, event);
    for (const event of [backEvent, backEvent, {}]) await sender.sendRaw(crm, 'invoice.refunded.v1', deal.id, back, event);
    // What an event of the CRM says belongs to its name: another body is another event, under a known event id too. Each has a figure of its own, so that none hides another.
    for (const [event, amount] of [[paidEvent, '998.00'], [{}, '999.00']] as const) await sender.sendRaw(crm, 'invoice.paid.v1', deal.id, { ...paid, amount: usd(amount) }, event);
    for (const [event, amount] of [[backEvent, '98.00'], [{}, '99.00']] as const) await sender.sendRaw(crm, 'invoice.refunded.v1', deal.id, { ...back, amount: usd(amount) }, event);
    await eventually(async () => expect(await contradicting()).toEqual(['invoice_differs 998.00', 'invoice_differs 999.00', 'refund_differs 98.00', 'refund_differs 99.00']));
    expect((await desk.lines(partnerId)).map(({ kind, amount }) => `${kind} ${amount}`).toSorted()).toEqual(['accrual 3000', 'accrual 3000', 'reversal -30']);
    expect(await desk.balances(partnerId)).toEqual({ USD: ['5970', '-5970', '0', '0'] });
  }, 60_000);

  test('of an unknown deal or invoice waits, in another currency it is for a person, and neither moves a cent', async () => {
    const [unknownDeal, unknownInvoice] = [invoice({ dealId: randomUUID() }), refund({ invoiceId: 'INV-UNHEARD' })];
    const [before, listed] = [await desk.balances(partnerId), await desk.exceptions(partnerId)];
    await sender.sendRaw(crm, 'invoice.paid.v1', unknownDeal.dealId, unknownDeal);
    await sender.sendRaw(crm, 'invoice.refunded.v1', 'INV-UNHEARD', unknownInvoice);
    await sender.sendRaw(crm, 'invoice.paid.v1', deal.id, invoice({ amount: { amount: '100.00', currency: 'EUR' } }));
    await sender.sendRaw(crm, 'invoice.refunded.v1', deal.id, refund({ amount: { amount: '1', currency: 'JPY' } }));
    await eventually(async () => expect(await desk.exceptions(partnerId)).toEqual([...listed, 'invoice_currency', 'refund_currency'].toSorted()));
    await eventually(async () => {
      const waiting = await service.database.query(`SELECT id FROM invoice WHERE status = 'waiting' UNION ALL SELECT id FROM refund WHERE status = 'waiting'`);
      expect(waiting).toEqual([{ id: unknownDeal.invoiceId }, { id: unknownInvoice.refundId }]);
    });
    expect(await desk.balances(partnerId)).toEqual(before);
  }, 60_000);
});

describe('a refund that finance enters', () => {
  test.each([
    ...badAmounts.map(([what, fields, , pointer]) => [what, fields, pointer] as const),
    ['a day to come', { refundedOn: '2026-11-04' }, '/refundedOn'],
    ['a day long gone', { refundedOn: '2016-11-01' }, '/refundedOn'],
    ['a day that is none', { refundedOn: '2026-02-30' }, '/refundedOn'],
    ['no id', { refundId: undefined }, '/refundId'],
    ['an empty id', { refundId: ' ' }, '/refundId'],
    ['what nobody knows', { commission: '1.00' }, '/commission'],
  ] as const)('of %s is refused', async (_what, fields, pointer) => {
    const { invoiceId: _named, ...body } = refund(fields);
    const answer = await service.client.as('finance').post('/api/invoices/INV-GOOD/refunds', body);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });

  test('counts once, and with another body is an exception', async () => {
    const before = (await desk.exceptions(partnerId)).length;
    const { invoiceId: _named, ...body } = refund();
    const enter = (fields = {}) => service.client.as('finance').post('/api/invoices/INV-GOOD/refunds', { ...body, ...fields });
    const answers = [await enter(), await enter(), await enter({ amount: usd('2.00') })];
    expect(answers.map(({ body: { outcome } }) => outcome)).toEqual(['booked', 'booked', 'exception']);
    expect(await desk.exceptions(partnerId)).toHaveLength(before + 1);
  });
});
