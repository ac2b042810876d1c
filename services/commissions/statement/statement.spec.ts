import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commissionsAnswer, commissionView, statementAnswer } from '#libs/contracts/http/commissions';
import { figuresAnswer } from '#libs/contracts/http/dashboard';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { commissions } from '../service.ts';
import { Desk, usd } from '../spec/desk.ts';
import { cell } from './statement.csv.ts';

const clock = new FixedClock('2026-10-16T09:00:00Z');
const [partnerId, other] = [randomUUID(), randomUUID()];
const deal = { id: randomUUID(), partnerId };
let service: StartedService;
let desk: Desk;
beforeAll(async () => {
  service = await startService(commissions, { clock, env: { RELEASE_SWEEP: 'PT1H', OUTBOX_RELAY: 'false' } });
  desk = new Desk(service.database, clock);
  const elsewhere = { id: randomUUID(), partnerId: other };
  await desk.take(desk.approved(partnerId, { companyName: '=CyberTech, "Inc."' }), desk.approved(other), desk.won(deal), desk.won(elsewhere));
  await desk.take(desk.paid({ dealId: deal.id, invoiceId: 'INV-1', amount: usd('4200000.00'), instalment: 1 }), desk.paid({ dealId: elsewhere.id, amount: usd('9.99') }));
  clock.set('2026-11-02T09:00:00Z');
  await desk.take(desk.refunded({ invoiceId: 'INV-1', refundId: '=CN-1', amount: usd('200000.00') }));
  clock.set('2026-11-02T09:01:00Z');
  await desk.take(desk.paid({ dealId: deal.id, amount: usd('0.01') }));
  clock.set('2026-11-20T09:00:00Z');
  await desk.release();
}, 60_000);
afterAll(() => service.stop());

const owner = () => service.client.asPartner(partnerId, 'owner');
const statement = async (period: string, query = {}) => (await owner().get(`/api/statements/${period}`, { query })).as(statementAnswer);
const usdPart = async (period: string) => (await statement(period)).currencies[0];

describe('a statement', () => {
  test('opens with what was owed, closes with what is owed, and has every line of the month between', async () => {
    const october = await usdPart('2026-10');
    expect([october?.opening, october?.lines.map(({ amount }) => amount.amount), october?.closing]).toEqual([usd('0.00'), ['1260000.00'], usd('1260000.00')]);
    const november = await usdPart('2026-11');
    expect([november?.opening, november?.lines.map(({ amount }) => amount.amount), november?.closing]).toEqual([usd('1260000.00'), ['-60000.00', '0.00'], usd('1200000.00')]);
    expect([november?.held, november?.payable]).toEqual([usd('0.00'), usd('1200000.00')]);
    expect(november?.lines[0]?.text).toBe('Taken back: 30% of USD 200,000.00 that went back to Walmart Inc. on 20 October 2026');
  });

  test('of the past never changes, and the current one is this month’s', async () => {
    const before = await statement('2026-10');
    await desk.take(desk.paid({ dealId: deal.id, amount: usd('10.00'), paidOn: '2026-10-15' }));
    expect(await statement('2026-10')).toEqual(before);
    expect((await statement('current')).period).toBe('2026-11');
    expect((await usdPart('current'))?.closing).toEqual(usd('1200003.00'));
  });

  test('is final a few minutes after its month, when all that was begun in it is committed', async () => {
    const finals = async () => [(await statement('2026-10')).final, (await statement('2026-11')).final];
    expect(await finals()).toEqual([true, false]);
    const now = clock.now();
    clock.set('2026-12-01T00:04:59Z');
    expect(await finals()).toEqual([true, false]);
    clock.set('2026-12-01T00:05:00Z');
    expect(await finals()).toEqual([true, true]);
    clock.set(now);
  });

  test('is one’s own; the vendor’s people name the partner', async () => {
    expect((await owner().get('/api/statements/current', { query: { partnerId: other } })).status).toBe(404);
    expect((await service.client.asPartner(partnerId, 'seller').get('/api/statements/current')).status).toBe(403);
    const finance = service.client.as('finance');
    expect((await finance.get('/api/statements/current', { query: { partnerId: other } })).as(statementAnswer).partnerId).toBe(other);
    expect((await finance.get('/api/statements/current')).body.errors[0].pointer).toBe('/partnerId');
  });

  test.each(['2026-13', '2026-1', 'next', '2026-12', '%00', '1999-12', '0001-01', '0000-01'])('for %s is refused', async (period) => {
    expect((await owner().get(`/api/statements/${period}`)).status).toBeGreaterThanOrEqual(400);
    expect((await owner().get(`/api/statements/${period}`)).status).toBeLessThan(500);
  });

  test('as a file is a table in which nothing is a formula', async () => {
    const answer = await owner().get('/api/statements/2026-11', { query: { format: 'csv', locale: 'de' } });
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([200, 'text/csv; charset=utf-8', 'attachment; filename="statement-2026-11.csv"']);
    const [head, opening, reversal] = String(answer.body).split('\r\n');
    expect(head).toBe('Gebucht,Was,Deal,Kunde,Rechnung,Erstattung,Grundlage,Satz %,Betrag,Währung,Status,Auszahlbar ab');
    expect(opening).toBe('2026-11,Anfangssaldo,,,,,,,1260000.00,USD,,');
    expect(reversal).toContain(`,'=CN-1,-200000.00,30,-60000.00,USD,payable,`);
    expect(reversal).toContain('"Zurückgenommen: 30\u00a0% von 200.000,00 USD, die am 20. Oktober 2026 an Walmart Inc. zurückgingen"');
  });
});

describe('a cell', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+49 30', "'+49 30"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t'=1"],
    [' =1', "' =1"],
    ['Acme;=1+1;', `"Acme;'=1+1;"`],
    ['a; -5', `"a; '-5"`],
    ['one ', '"one "'],
    ['-42000.00', '-42000.00'],
    ['a, "b"', '"a, ""b"""'],
    ['two\nlines', '"two\nlines"'],
  ])('%j is written %j', (text, written) => expect(cell(text)).toBe(written));

  test('never begins a formula, however it is parted, and reads back as it was but for apostrophes before what would', () => {
    const tricky = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', ';', ',', '"', '\t', '\r', '\n', ' ', '1', 'a') });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), tricky), (text) => {
        const written = cell(text);
        const read = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
        expect(read.replaceAll("'", '')).toBe(text.replaceAll("'", ''));
        if (!/^-?\d+(\.\d+)?$/.test(read)) for (const part of read.split(/[;\t\r\n]/)) expect(part).not.toMatch(/^\s*[=+\-@]/);
      }),
    );
  });
});

describe('lines', () => {
  test('are listed newest first, page by page, and filtered', async () => {
    const list = async (query: object) => (await owner().get('/api/commissions', { query: { ...query } })).as(commissionsAnswer);
    const first = await list({ limit: 2 });
    const rest = await list({ limit: 2, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...rest.items].map(({ amount }) => amount.amount)).toEqual(['3.00', '0.00', '-60000.00', '1260000.00']);
    expect((await list({ status: 'payable' })).items).toHaveLength(3);
    expect((await list({ dealId: randomUUID() })).items).toEqual([]);
    expect((await list({ partnerId: other })).items).toEqual([]);
    expect((await list({ from: '2026-10-16', to: '2026-10-16' })).items.map(({ invoiceId, company }) => [invoiceId, company])).toEqual([['INV-1', '=CyberTech, "Inc."']]);
  });

  test('posted at the same moment are in the order of posting: as JSON, as a file, and page by page', async () => {
    const [seller, sale] = [randomUUID(), randomUUID()];
    const invoices = Array.from({ length: 9 }, (_, number) => `SAME-${number}`);
    const paid = (invoiceId: string) => desk.paid({ dealId: sale, invoiceId });
    await desk.take(desk.approved(seller), desk.won({ id: sale, partnerId: seller }), ...invoices.slice(0, 6).map(paid));
    await desk.take(...invoices.slice(6).map(paid));
    const theirs = service.client.asPartner(seller, 'owner');
    const json = (await theirs.get('/api/statements/2026-11')).as(statementAnswer);
    expect(json.currencies[0]?.lines.map(({ invoiceId }) => invoiceId)).toEqual(invoices);
    const csv = String((await theirs.get('/api/statements/2026-11', { query: { format: 'csv' } })).body);
    expect(csv.match(/SAME-\d/g)).toEqual(invoices);
    const listed: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const { items, nextCursor } = (await theirs.get('/api/commissions', { query: { limit: 2, ...(cursor === undefined ? {} : { cursor }) } })).as(commissionsAnswer);
      listed.push(...items.map(({ invoiceId }) => invoiceId));
      cursor = nextCursor;
    }
    expect(listed).toEqual(invoices.toReversed());
  });

  test.each([
    [{ from: '1999-12-31' }, 4], [{ from: '0001-01-01' }, 4], [{ from: '0000-01-01' }, 4], [{ from: '9999-12-31' }, 0], [{ from: '0001-01-01T00:00:00+14:00' }, 4],
    [{ to: '1999-12-31' }, 0], [{ to: '0001-01-01' }, 0], [{ to: '9999-12-30' }, 4], [{ to: '9999-12-31' }, 4], [{ to: '9999-12-31T23:59:59.999Z' }, 4],
  ])('of %j are %i, however odd the day', async (query, count) => {
    expect((await owner().get('/api/commissions', { query })).as(commissionsAnswer).items).toHaveLength(count);
  });

  test('explain themselves in words and figures, in both languages', async () => {
    const [line] = (await owner().get('/api/commissions', { query: { to: '2026-10-31' } })).as(commissionsAnswer).items;
    const explained = async (locale: string) => (await owner().get(`/api/commissions/${line?.id}`, { query: { locale } })).as(commissionView).explanation;
    expect((await explained('en')).text).toBe(
      'Walmart Inc. paid USD 4,200,000.00 on 15 October 2026 (invoice INV-1, instalment 1). The deal DEAL-7K3M-9QXD was closed on 1 October 2026; you were Gold then, and Standard plan, version 1, gives 30% of what is paid: USD 1,260,000.00. It has been payable since 14 November 2026.',
    );
    const german = await explained('de');
    expect(german.text).toContain('gibt 30\u00a0% von dem, was gezahlt wird: 1.260.000,00 USD. Der Betrag ist seit 14. November 2026 auszahlbar.');
    expect(german.steps.map(({ label }) => label)).toEqual(['Deal', 'Rechnung', 'Zahlungseingang netto', 'Stufe am Abschlusstag', 'Regel', 'Satz', 'Provision', 'Auszahlbar ab']);
    expect((await service.client.asPartner(other, 'owner').get(`/api/commissions/${line?.id}`)).status).toBe(404);
  });

  test('that take something back say so, and from what, never since when they could be paid', async () => {
    const { items } = (await owner().get('/api/commissions')).as(commissionsAnswer);
    const reversal = items.find(({ kind }) => kind === 'reversal');
    // Below zero, as its amount is: whoever adds up what was paid takes it as it stands.
    expect(reversal?.base).toEqual({ amount: '-200000.00', currency: 'USD' });
    const explained = async (locale: string) => (await owner().get(`/api/commissions/${reversal?.id}`, { query: { locale } })).as(commissionView).explanation.text;
    expect(await explained('en')).toBe(
      'USD 200,000.00 of invoice INV-1 went back to Walmart Inc. on 20 October 2026 (refund =CN-1). 30% of it, as was credited for the deal DEAL-7K3M-9QXD, is taken back: USD -60,000.00. It is rounded on all that went back of the invoice so far, so a refund of the whole leaves exactly nothing. It counts against what is payable.',
    );
    expect(await explained('de')).toMatch(/zurückgenommen: -60\.000,00 USD\..* Der Betrag mindert, was auszahlbar ist\.$/);
  });
});

test('the first page has one’s own figures, all of them for the vendor, none for who has no part in money', async () => {
  const figures = async (client: typeof service.client) => (await client.get('/api/dashboard')).as(figuresAnswer).figures.map(({ code, amount, count }) => [code, amount?.amount ?? count]);
  expect(await figures(service.client.asPartner(other, 'partner_finance'))).toEqual([['commission_accrued', '3.00'], ['commission_held', '0.00'], ['commission_payable', '3.00'], ['commission_paid', '0.00']]);
  expect(await figures(service.client.asPartner(other, 'seller'))).toEqual([]);
  expect(await figures(service.client.as('finance'))).toEqual([
    ['commission_accrued', '1200276.00'], ['commission_held', '273.00'], ['commission_payable', '1200003.00'], ['commission_paid', '0.00'], ['commission_exceptions', 0], ['reports_waiting', 0],
  ]);
});

test('the first page does not fail for a sum beyond what an amount can say', async () => {
  const absurd = `INSERT INTO balance SELECT gen_random_uuid(), 'CLF', '2026-11', 9000000000000000000, -9000000000000000000, 0, 0 FROM generate_series(1, 2)`;
  await service.database.query(absurd);
  const { figures } = (await service.client.as('finance').get('/api/dashboard')).as(figuresAnswer);
  expect(figures.filter(({ amount }) => amount === null).map(({ code }) => code)).toEqual(expect.arrayContaining(['commission_accrued', 'commission_held']));
});
