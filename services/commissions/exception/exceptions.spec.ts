import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { exceptionKinds, exceptionsAnswer, exceptionView, type ExceptionKind, type ExceptionView } from '#libs/contracts/http/commissions';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { userIdOf } from '#libs/testing/test-tokens';
import { LedgerVerification } from '../ledger/ledger.verification.ts';
import { commissions } from '../service.ts';
import { contradictions, someSale, type Sale } from '../spec/contradictions.ts';
import { Desk, usd } from '../spec/desk.ts';

const clock = new FixedClock('2026-11-02T09:00:00Z');
let service: StartedService;
let desk: Desk;
let sale: Sale;
beforeAll(async () => {
  service = await startService(commissions, { clock, env: { OUTBOX_RELAY: 'false' } });
  desk = new Desk(service.database, clock);
}, 60_000);
afterAll(() => service?.stop());
beforeEach(() => {
  sale = someSale();
});

const finance = () => service.client.as('finance');
const settle = (id: string, body: object) => finance().post(`/api/commissions/exceptions/${id}/settle`, body);
const listed = async (query: { status?: string; kind?: string } = {}) =>
  (await finance().get('/api/commissions/exceptions', { query: { ...query, limit: 100 } })).as(exceptionsAnswer).items.filter(({ partnerId }) => partnerId === sale.partnerId);
/** What was posted for the partner, and what is left of its invoice. */
const books = async () => [
  await desk.lines(sale.partnerId),
  await desk.balances(sale.partnerId),
  await service.database.query('SELECT * FROM journal WHERE partner_id = $1 ORDER BY id', [sale.partnerId]),
  await service.database.query('SELECT refunded_minor, commission_id FROM invoice WHERE id = $1 AND commission_id IS NOT NULL', [sale.invoiceId]),
];

/** Tells what comes first, then what contradicts: the exception, and the books between the two. */
async function raised(kind: ExceptionKind): Promise<{ exception: ExceptionView; before: Awaited<ReturnType<typeof books>> }> {
  const { first, besides } = contradictions[kind];
  await desk.take(desk.approved(sale.partnerId), ...first(desk, sale));
  const before = await books();
  await desk.take(besides(desk, sale));
  const [exception, ...more] = await listed({ kind });
  if (exception === undefined) throw new Error(`no exception ${kind} was raised`);
  expect(more).toEqual([]);
  return { exception, before };
}

/** 422 with a pointer, as a problem; the exception is open still, and nothing was posted. */
async function expectRefusal(exception: ExceptionView, body: object, pointer: string): Promise<void> {
  const before = await books();
  const answer = await settle(exception.id, body);
  expect([answer.status, answer.headers.get('content-type'), answer.body.code, answer.body.errors?.[0]?.pointer]).toEqual([422, expect.stringContaining('application/problem+json'), 'http/validation-failed', pointer]);
  expect([await listed(), await books()]).toEqual([[exception], before]);
}

describe.each(exceptionKinds)('%s', (kind) => {
  const { reported, known, names, besides, leftOfTakingBack } = contradictions[kind];

  test('is listed with what was reported and what stands, under its kind alone, and nothing is posted', async () => {
    const { exception, before } = await raised(kind);
    const about = Object.fromEntries((['invoiceId', 'refundId'] as const).map((name) => [name, names.includes(name) ? sale[name] : null]));
    expect(exception).toMatchObject({ kind, status: 'open', partnerId: sale.partnerId, dealId: sale.deal.id, ...about, reported, known, raisedAt: clock.now().toISOString(), settledAt: null, settledBy: null, reason: null });
    expect(await listed()).toEqual([exception]);
    for (const other of exceptionKinds.filter((each) => each !== kind)) expect(await listed({ kind: other })).toEqual([]);
    expect(await books()).toEqual(before);
  });

  test('is settled with a reason, is gone from the open ones, posts nothing, and is not raised again by the same report', async () => {
    const { exception, before } = await raised(kind);
    await expectRefusal(exception, {}, '/reason');
    const settled = (await settle(exception.id, { reason: 'A typing error of the CRM.' })).as(exceptionView);
    expect(settled).toEqual({ ...exception, status: 'settled', settledAt: clock.now().toISOString(), settledBy: userIdOf('vendor finance'), reason: 'A typing error of the CRM.' });
    await desk.take(besides(desk, sale));
    expect([await listed(), await listed({ kind })]).toEqual([[], []]);
    expect(await listed({ status: 'settled', kind })).toEqual([settled]);
    expect(await books()).toEqual(before);
  });

  if (leftOfTakingBack === undefined) {
    test('takes nothing back: that way is refused', async () => {
      const { exception } = await raised(kind);
      await expectRefusal(exception, { reason: 'It went back.', takeBack: usd('15.00') }, '/takeBack');
      expect((await settle(exception.id, { reason: 'It stays.' })).status).toBe(200);
      expect(await listed()).toEqual([]);
    });
    return;
  }

  test('takes back as much as a person says, once, and is gone from the open ones', async () => {
    const { exception } = await raised(kind);
    expect((await settle(exception.id, { reason: 'Fifteen of it went back.', takeBack: usd('15.00') })).as(exceptionView)).toMatchObject({ status: 'settled', reason: 'Fifteen of it went back.' });
    const again = await settle(exception.id, { reason: 'Again.', takeBack: usd('15.00') });
    expect([again.status, again.body.code]).toEqual([409, 'commissions/exception-settled']);
    await desk.take(besides(desk, sale));
    expect([await listed(), (await listed({ status: 'settled' })).map(({ id }) => id)]).toEqual([[], [exception.id]]);
    expect(await desk.balances(sale.partnerId)).toEqual({ USD: [leftOfTakingBack, `-${leftOfTakingBack}`, '0', '0'] });
    expect((await desk.lines(sale.partnerId)).filter(({ amount }) => amount === '-450')).toMatchObject([{ kind: 'reversal', status: 'held', invoice_id: sale.invoiceId }]);
  });

  test.each([
    ['in another currency', { amount: '15.00', currency: 'EUR' }, '/takeBack/currency'],
    ['more than is left of the invoice', usd('100.01'), '/takeBack/amount'],
    ['with more decimals than the currency has', usd('1.001'), '/takeBack/amount'],
    ['nothing', usd('0.00'), '/takeBack/amount'],
  ])('takes nothing back %s', async (_what, takeBack, pointer) => {
    const { exception } = await raised(kind);
    await expectRefusal(exception, { reason: 'It went back.', takeBack }, pointer);
  });
});

test('whatever was settled, and however, the ledger is sound', async () => {
  expect((await new LedgerVerification(service.database.database).verify()).faults).toEqual([]);
});
