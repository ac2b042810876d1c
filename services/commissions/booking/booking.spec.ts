import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { commissions as topic } from '#libs/contracts/events/commissions';
import { FixedClock } from '#libs/testing/fixed-clock';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { LedgerVerification } from '../ledger/ledger.verification.ts';
import { commissions } from '../service.ts';
import { Desk, usd } from '../spec/desk.ts';

const clock = new FixedClock('2026-11-02T09:00:00Z');
let db: TestDatabase;
let desk: Desk;
let partnerId: string;
let deal: { id: string; partnerId: string };
beforeAll(async () => {
  db = await testDatabase(commissions);
  desk = new Desk(db, clock);
});
afterAll(() => db.drop());
beforeEach(() => {
  clock.set('2026-11-02T09:00:00Z');
  partnerId = randomUUID();
  deal = { id: randomUUID(), partnerId };
});
const known = () => desk.take(desk.approved(partnerId), desk.won(deal));
const invoiceId = () => `INV-${randomUUID()}`;
const eventsOf = (partner: string) =>
  db.query<{ type: string; payload: Record<string, unknown>; sequence: string; key: string }>(
    `SELECT type, payload, sequence, headers ->> 'partitionkey' AS key FROM outbox WHERE aggregatetype = 'commissions' AND payload ->> 'partnerId' = $1 ORDER BY seq`,
    [partner],
  );

describe('an invoice paid on a won deal', () => {
  test('earns its share, held for thirty days from the day it was paid', async () => {
    await known();
    await desk.take(desk.paid({ dealId: deal.id, amount: usd('4200000.00') }));
    expect(await desk.lines(partnerId)).toMatchObject([{ kind: 'accrual', amount: '126000000', status: 'held', percent: '30.0000', tier: 'gold', version: 1, payable_on: '2026-11-14' }]);
    expect(await desk.balances(partnerId)).toEqual({ USD: ['126000000', '-126000000', '0', '0'] });
    const [told] = await eventsOf(partnerId);
    expect(told).toMatchObject({ type: 'commission.accrued.v1', sequence: '1', key: partnerId, payload: { amount: usd('1260000.00'), percent: '30', payableOn: '2026-11-14' } });
    expect(topic.events['commission.accrued.v1'].data.safeParse(told?.payload).success).toBe(true);
    expect(await desk.release()).toBe(0);
    clock.set('2026-11-14T00:00:00Z');
    expect(await desk.release()).toBe(1);
    expect(await desk.lines(partnerId)).toMatchObject([{ status: 'payable' }]);
    expect(await desk.balances(partnerId)).toEqual({ USD: ['126000000', '0', '-126000000', '0'] });
  });

  test('earns in proportion where it is a part, and by instalment where the contract is annual', async () => {
    await desk.take(desk.approved(partnerId, { tier: 'authorized' }), desk.won({ ...deal, contract: 'annual', termMonths: 36 }));
    for (const instalment of [1, 2, 3]) await desk.take(desk.paid({ dealId: deal.id, amount: usd('33.33'), instalment }));
    expect((await desk.lines(partnerId)).map(({ amount }) => amount)).toEqual(['833', '833', '833']);
  });

  test('earns by the tier held on the closing date, whatever the tier is when it is paid', async () => {
    const [before, after] = [randomUUID(), randomUUID()];
    await desk.take(desk.approved(partnerId, { tier: 'authorized' }), desk.snapshot(partnerId, 'platinum', '2026-10-10T15:00:00Z', 2));
    await desk.take(desk.won({ id: before, partnerId, closedOn: '2026-10-09' }), desk.won({ id: after, partnerId, closedOn: '2026-10-10' }));
    await desk.take(desk.paid({ dealId: before, amount: usd('100.00') }), desk.paid({ dealId: after, amount: usd('101.00') }));
    expect((await desk.lines(partnerId)).map(({ tier, amount }) => [tier, amount])).toEqual([['platinum', '3535'], ['authorized', '2500']]);
  });

  test('counts once, however often it is told, and another story under the same id is an exception', async () => {
    await known();
    const id = invoiceId();
    const same = { dealId: deal.id, invoiceId: id };
    await desk.take(desk.paid(same), desk.paid(same));
    await desk.take(desk.paid(same));
    await desk.take(desk.paid({ ...same, amount: usd('200.00') }), desk.paid({ ...same, amount: usd('200.00') }));
    await desk.take(desk.paid({ ...same, amount: usd('200.00') }));
    expect(await desk.lines(partnerId)).toHaveLength(1);
    expect(await desk.exceptions(partnerId)).toEqual(['invoice_differs']);
  });

  test('on a lost deal, or in another currency, earns nothing and is an exception; what goes back of it takes nothing', async () => {
    const lost = { id: randomUUID(), partnerId };
    await known();
    await desk.take(desk.lost(lost));
    const [first, second] = [invoiceId(), invoiceId()];
    await desk.take(desk.paid({ dealId: lost.id, invoiceId: first }), desk.paid({ dealId: deal.id, invoiceId: second, amount: { amount: '100', currency: 'EUR' } }));
    await desk.take(desk.refunded({ invoiceId: first }), desk.refunded({ invoiceId: second, amount: { amount: '5', currency: 'EUR' } }));
    expect(await desk.lines(partnerId)).toEqual([]);
    expect(await desk.exceptions(partnerId)).toEqual(['invoice_currency', 'invoice_on_lost_deal']);
  });
});

describe('what comes too early waits, and is settled when its predecessor comes', () => {
  test.each([
    ['refund, invoice, deal, partner', [3, 2, 1, 0]],
    ['invoice, refund, partner, deal', [2, 3, 0, 1]],
    ['deal, invoice, refund, partner', [1, 2, 3, 0]],
    ['refund, deal, partner, invoice', [3, 1, 0, 2]],
  ])('%s', async (_order, order) => {
    const id = invoiceId();
    const events = [desk.approved(partnerId), desk.won(deal), desk.paid({ dealId: deal.id, invoiceId: id }), desk.refunded({ invoiceId: id, amount: usd('50.00') })];
    for (const index of order) await desk.take(events[index] ?? (() => Promise.reject(new Error())));
    expect((await desk.lines(partnerId)).map(({ kind, amount }) => [kind, amount])).toEqual([['accrual', '3000'], ['reversal', '-1500']]);
    expect(await desk.balances(partnerId)).toEqual({ USD: ['1500', '-1500', '0', '0'] });
  });

  test('also where both are written at the same moment', async () => {
    await desk.take(desk.approved(partnerId));
    const id = invoiceId();
    const told = [desk.won(deal), desk.paid({ dealId: deal.id, invoiceId: id }), desk.refunded({ invoiceId: id, amount: usd('50.00') })];
    await Promise.all(told.map((event) => desk.take(event)));
    expect(await desk.balances(partnerId)).toEqual({ USD: ['1500', '-1500', '0', '0'] });
  });

  test('a tier without a rate waits for one', async () => {
    await desk.take(desk.approved(partnerId, { tier: 'diamond' }), desk.won(deal), desk.paid({ dealId: deal.id }));
    expect(await db.query('SELECT waiting_for FROM invoice WHERE deal_id = $1', [deal.id])).toEqual([{ waiting_for: 'rate' }]);
  });
});

describe('a win that is dated ahead', () => {
  test('takes the rate and the tier of its closing day, also where those come after the report', async () => {
    await desk.take(desk.approved(partnerId), desk.won({ ...deal, closedOn: '2026-11-03' }), desk.paid({ dealId: deal.id }));
    const id = invoiceId();
    await desk.take(desk.paid({ dealId: deal.id, invoiceId: id }), desk.refunded({ invoiceId: id, amount: usd('50.00') }));
    expect(await desk.lines(partnerId)).toEqual([]);
    expect(await db.query('SELECT waiting_for FROM invoice WHERE deal_id = $1', [deal.id])).toEqual([{ waiting_for: 'closing_day' }, { waiting_for: 'closing_day' }]);
    await db.query(`INSERT INTO rate (rule_id, version, plan, tier, percent, valid_from, published_at) SELECT gen_random_uuid(), 1, 'standard', 'closing', 20, '2000-01-01', now()`);
    await db.query(`INSERT INTO rate (rule_id, version, plan, tier, percent, valid_from, published_at) SELECT rule_id, 2, plan, tier, 50, '2026-11-03', now() FROM rate WHERE tier = 'closing'`);
    await desk.take(desk.snapshot(partnerId, 'closing', '2026-11-02T15:00:00Z', 2));
    clock.set('2026-11-02T23:59:59.999Z');
    expect([await desk.closingDays(), await desk.lines(partnerId)]).toEqual([0, []]);
    clock.set('2026-11-03T00:00:00Z');
    expect([await desk.closingDays(), await desk.closingDays()]).toEqual([1, 0]);
    expect((await desk.lines(partnerId)).map(({ tier, version, amount }) => [tier, version, amount])).toEqual([['closing', 2, '5000'], ['closing', 2, '5000'], ['closing', 2, '-2500']]);
    expect(await db.query('SELECT terms_due_at FROM deal WHERE id = $1', [deal.id])).toEqual([{ terms_due_at: null }]);
  });

  test('and whose partner comes later still is settled by that', async () => {
    await desk.take(desk.won({ ...deal, closedOn: '2026-11-03' }), desk.paid({ dealId: deal.id }));
    clock.set('2026-11-03T00:00:00Z');
    expect([await desk.closingDays(), await desk.closingDays()]).toEqual([1, 0]);
    expect(await db.query('SELECT waiting_for FROM invoice WHERE deal_id = $1', [deal.id])).toEqual([{ waiting_for: 'partner' }]);
    await desk.take(desk.approved(partnerId));
    expect((await desk.lines(partnerId)).map(({ amount }) => amount)).toEqual(['3000']);
  });

  test('is settled once, while a partner’s news and the sweep come at the same moment', async () => {
    await desk.take(desk.approved(partnerId), desk.won({ ...deal, closedOn: '2026-11-03' }), desk.paid({ dealId: deal.id }));
    clock.set('2026-11-03T00:00:00Z');
    await Promise.all([desk.closingDays(), desk.take(desk.snapshot(partnerId, 'platinum', '2026-11-03T00:00:00Z', 2)), desk.take(desk.paid({ dealId: deal.id })), desk.closingDays()]);
    expect(await desk.lines(partnerId)).toHaveLength(2);
  });
});

describe('a refund', () => {
  const booked = async (amount = usd('100.01')) => {
    await known();
    const id = invoiceId();
    await desk.take(desk.paid({ dealId: deal.id, invoiceId: id, amount }));
    return id;
  };

  test('takes its share back, rounded on the whole that went back, so that all of it leaves exactly nothing', async () => {
    const id = await booked(usd('0.10'));
    for (let cent = 0; cent < 10; cent += 1) await desk.take(desk.refunded({ invoiceId: id, amount: usd('0.01') }));
    const lines = await desk.lines(partnerId);
    expect(lines.reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(0);
    expect(lines.every(({ status }) => status === 'cancelled')).toBe(true);
    expect(await desk.balances(partnerId)).toEqual({ USD: ['0', '0', '0', '0'] });
    clock.set('2027-01-01T00:00:00Z');
    await desk.release();
    expect((await desk.lines(partnerId)).map(({ status }) => status)).not.toContain('payable');
  });

  test('of what is payable already takes it from there', async () => {
    const id = await booked();
    clock.set('2026-12-01T00:00:00Z');
    await desk.release();
    await desk.take(desk.refunded({ invoiceId: id, amount: usd('100.01') }));
    expect((await desk.lines(partnerId)).map(({ amount, status }) => [amount, status])).toEqual([['3000', 'payable'], ['-3000', 'payable']]);
    expect(await desk.balances(partnerId)).toEqual({ USD: ['0', '0', '0', '0'] });
  });

  test('of the whole, while the hold of an earlier refund is over and that of the invoice not yet, leaves nothing', async () => {
    const id = await booked();
    await desk.take(desk.refunded({ invoiceId: id, amount: usd('60.00') }));
    clock.set('2026-12-01T00:00:00Z');
    // As the sweep leaves it between two rounds: the accrual was locked, or came behind the last one that the round took.
    await db.query(`UPDATE commission SET due_at = 'infinity' WHERE kind = 'accrual' AND invoice_id = $1`, [id]);
    await desk.release();
    await db.query(`UPDATE commission SET due_at = '2026-11-14T00:00:00Z' WHERE kind = 'accrual' AND invoice_id = $1`, [id]);
    await desk.take(desk.refunded({ invoiceId: id, amount: usd('40.01') }));
    while ((await desk.release()) > 0);
    expect((await desk.lines(partnerId)).map(({ amount, status }) => [amount, status])).toEqual([['3000', 'payable'], ['-1800', 'payable'], ['-1200', 'payable']]);
    expect(await desk.balances(partnerId)).toEqual({ USD: ['0', '0', '0', '0'] });
  });

  test('and the end of its hold at the same moment leave what each alone would', async () => {
    await known();
    const ids = Array.from({ length: 24 }, () => invoiceId());
    await desk.take(...ids.map((id) => desk.paid({ dealId: deal.id, invoiceId: id })));
    clock.set('2026-11-14T00:00:00Z');
    const refunds = ids.map((id, index) => desk.take(desk.refunded({ invoiceId: id, amount: usd(index % 2 === 0 ? '100.00' : '40.00') })));
    await Promise.all([desk.release(), ...refunds.slice(0, 12), desk.release(), ...refunds.slice(12), desk.release()]);
    while ((await desk.release()) > 0);
    const left = 12 * 1800;
    expect(await desk.balances(partnerId)).toEqual({ USD: [String(left), '0', String(-left), '0'] });
    expect((await desk.lines(partnerId)).filter(({ status }) => status === 'held')).toEqual([]);
    expect((await new LedgerVerification(db.database).verify()).faults).toEqual([]);
  });

  test('under one id of two invoices at the same moment counts for one of them, and is an exception for the other', async () => {
    const pairs = Array.from({ length: 12 }, () => ({ refundId: `CN-${randomUUID()}`, invoices: [invoiceId(), invoiceId()] }));
    await known();
    await desk.take(...pairs.flatMap(({ invoices }) => invoices.map((id) => desk.paid({ dealId: deal.id, invoiceId: id }))));
    await Promise.all(pairs.flatMap(({ refundId, invoices }) => invoices.map((id) => desk.take(desk.refunded({ invoiceId: id, refundId })))));
    expect((await desk.lines(partnerId)).filter(({ kind }) => kind === 'reversal')).toHaveLength(12);
    expect(await desk.exceptions(partnerId)).toEqual(pairs.map(() => 'refund_differs'));
  });

  test('beyond the invoice, in another currency, of another deal, or told differently, is an exception and takes nothing', async () => {
    const id = await booked();
    const refundId = `CN-${randomUUID()}`;
    await desk.take(desk.refunded({ invoiceId: id, amount: usd('60.00'), refundId }));
    await desk.take(desk.refunded({ invoiceId: id, amount: usd('40.02') }));
    await desk.take(desk.refunded({ invoiceId: id, amount: { amount: '1', currency: 'EUR' } }));
    await desk.take(desk.refunded({ invoiceId: id, dealId: randomUUID() }));
    await desk.take(desk.refunded({ invoiceId: id, amount: usd('61.00'), refundId }));
    expect(await desk.exceptions(partnerId)).toEqual(['refund_currency', 'refund_differs', 'refund_exceeds_invoice', 'refund_other_deal']);
    expect(await desk.balances(partnerId)).toEqual({ USD: ['1200', '-1200', '0', '0'] });
  });
});

describe('a deal', () => {
  test('won again with the same figures is nothing new, with others, or lost and won, an exception', async () => {
    await known();
    await desk.take(desk.won(deal));
    expect(await desk.exceptions(partnerId)).toEqual([]);
    await desk.take(desk.won({ ...deal, amount: usd('1.00') }), desk.lost(deal));
    const lost = { id: randomUUID(), partnerId };
    await desk.take(desk.lost(lost), desk.won(lost));
    expect(await desk.exceptions(partnerId)).toEqual(['deal_lost_after_won', 'deal_won_after_lost', 'deal_won_differs']);
    await desk.take(desk.paid({ dealId: deal.id }));
    expect(await desk.balances(partnerId)).toEqual({ USD: ['3000', '-3000', '0', '0'] });
  });

  test('that the CRM reports as won otherwise, or lost, besides, is an exception; what leads holds for other reasons, or of a deal that is not known here, is none', async () => {
    await known();
    const win = { amount: usd('5000000.00'), contract: 'one_off' as const, closedOn: '2026-10-01' };
    for (let turn = 0; turn < 2; turn += 1) await desk.take(desk.heldByLeads(deal, { won: win, lost: null }));
    expect(await desk.exceptions(partnerId)).toEqual(['deal_won_differs']);
    await desk.take(desk.heldByLeads(deal, { won: null, lost: { closedOn: '2026-10-02' } }), desk.heldByLeads(deal, undefined));
    const unknown = { id: randomUUID(), partnerId };
    await desk.take(desk.heldByLeads(unknown, { won: win, lost: null }), desk.heldByLeads(unknown, { won: null, lost: { closedOn: '2026-10-02' } }));
    expect(await desk.exceptions(partnerId)).toEqual(['deal_lost_after_won', 'deal_won_differs']);
    expect(await db.query('SELECT FROM deal WHERE id = $1', [unknown.id])).toEqual([]);
  });

  test('may be worth whatever leads lets it be worth, however many decimals its currency has; an invoice on it earns', async () => {
    await desk.take(desk.approved(partnerId), desk.won({ ...deal, amount: { amount: '9999999999999.999', currency: 'IQD' } }));
    await desk.take(desk.paid({ dealId: deal.id, amount: { amount: '100.000', currency: 'IQD' } }));
    expect(await desk.balances(partnerId)).toEqual({ IQD: ['30000', '-30000', '0', '0'] });
  });

  test.each(['9999-12-31', '1999-12-31', '0001-01-01'])('that the CRM reports as won otherwise on a day that cannot be, %s, is an exception like any other', async (closedOn) => {
    await known();
    await desk.take(desk.heldByLeads(deal, { won: { amount: usd('5000000.00'), contract: 'one_off', closedOn }, lost: null }));
    expect(await desk.exceptions(partnerId)).toEqual(['deal_won_differs']);
    await desk.take(desk.lost({ id: randomUUID(), partnerId }), desk.heldByLeads(deal, { won: null, lost: { closedOn } }));
    expect(await desk.exceptions(partnerId)).toEqual(['deal_lost_after_won', 'deal_won_differs']);
  });
});

test.each([
  ['more decimals than the currency has', { amount: { amount: '1.005', currency: 'USD' } }, /at most 2 decimals/],
  ['a currency that is none', { amount: { amount: '1', currency: 'QQQ' } }, /ISO 4217/],
  ['an absurd amount', { amount: usd('999999999999999') }, /larger than any invoice/],
  ['a day to come', { paidOn: '2026-11-04' }, /in the future/],
  ['a day long gone', { paidOn: '2016-11-01' }, /ten years ago/],
])('an event with %s is refused for good, with the reason', async (_what, fields, reason) => {
  await expect(desk.take(desk.paid({ dealId: deal.id, ...fields }))).rejects.toThrow(reason);
});
