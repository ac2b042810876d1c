import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { Money } from '#libs/database/money';
import { processEnvironment } from '#libs/service/config';
import { FixedClock } from '#libs/testing/fixed-clock';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { commissions } from '../service.ts';
import { Desk } from '../spec/desk.ts';
import { leftOf, owed } from '../spec/ledger-model.ts';
import { programme, randomFrom, tiers, type Programme } from '../spec/programmes.ts';
import { LedgerVerification } from './ledger.verification.ts';

/** 2,000 in `npm test`; `npm run check:ledger` asks for 100,000. */
const wanted = Number(processEnvironment()['LEDGER_PROGRAMMES'] ?? 2_000);
const perRun = 100;
const perDatabase = 2_000;
const lanes = 3;
jest.setTimeout(300_000);

const clock = new FixedClock('2026-11-02T09:00:00Z');
const beforeHoldEnds = '2026-11-02T09:00:00Z';
const afterHoldEnds = '2027-01-15T09:00:00Z';
let db: TestDatabase;
let desk: Desk;
beforeEach(async () => {
  db = await testDatabase(commissions);
  desk = new Desk(db, clock);
  for (const [tier, percent] of tiers.slice(3)) {
    await db.query(`INSERT INTO rate (rule_id, version, plan, tier, percent, valid_from, published_at) VALUES (gen_random_uuid(), 1, 'standard', $1, $2::numeric / 10000, '2000-01-01', now())`, [tier, percent.toString()]);
  }
});
afterEach(() => db.drop());

type Event = ReturnType<Desk['paid']>;
interface Told {
  readonly event: Event;
  /** Events of one lane are told one after the other, as those of a partition are. */
  readonly lane: number;
  readonly place: number;
}
interface Case extends Programme {
  readonly partnerId: string;
  readonly told: readonly Told[];
  readonly contradictions: readonly Event[];
}

const moneyOf = (minor: bigint, currency: string) => Money.ofMinor(minor, currency).toJSON();

/** A programme for a partner of its own: everything is told once or twice, in an order that the seed gives, by lanes that know nothing of each other. */
function caseOf(of: Programme): Case {
  const random = randomFrom(of.seed);
  const partnerId = randomUUID();
  const told: Told[] = [];
  const contradictions: Event[] = [];
  const tell = (event: Event) => {
    for (let times = random() < 0.25 ? 2 : 1; times > 0; times -= 1) told.push({ event, lane: Math.floor(random() * lanes), place: random() });
  };
  tell(desk.approved(partnerId, { tier: tiers[of.tier]?.[0] ?? '' }));
  for (const { currency, won, invoices } of of.deals) {
    const deal = { id: randomUUID(), partnerId };
    tell(won ? desk.won({ ...deal, amount: moneyOf(1_000_000n, currency) }) : desk.lost(deal));
    if (won) contradictions.push(desk.won({ ...deal, amount: moneyOf(1n, currency) }), desk.lost(deal));
    for (const { minor, refunds } of invoices) {
      const invoice = { invoiceId: `INV-${randomUUID()}`, dealId: deal.id, amount: moneyOf(minor, currency) };
      tell(desk.paid(invoice));
      for (const refund of refunds) tell(desk.refunded({ invoiceId: invoice.invoiceId, amount: moneyOf(refund.minor, currency), ...(random() < 0.5 ? { dealId: deal.id } : {}) }));
      contradictions.push(desk.paid({ ...invoice, amount: moneyOf(minor + 1n, currency) }));
      if (!won) continue;
      const left = minor - refunds.reduce((sum, refund) => sum + refund.minor, 0n);
      contradictions.push(desk.refunded({ invoiceId: invoice.invoiceId, amount: moneyOf(left + 1n, currency) }), desk.refunded({ invoiceId: invoice.invoiceId, amount: moneyOf(1n, 'EUR') }));
    }
  }
  return { ...of, partnerId, told, contradictions: of.contradicts ? contradictions : [] };
}

/** Lanes run side by side, each in transactions of up to twenty events. */
async function tellAll(events: readonly Told[], random: () => number): Promise<void> {
  const queues = Array.from({ length: lanes }, (_, lane) => events.filter((told) => told.lane === lane).toSorted((a, b) => a.place - b.place));
  await Promise.all(
    queues.map(async (queue) => {
      for (let at = 0; at < queue.length; ) {
        const size = 1 + Math.floor(random() * 20);
        await desk.take(...queue.slice(at, at + size).map(({ event }) => event));
        at += size;
      }
    }),
  );
}

async function run(programmes: readonly Programme[]): Promise<void> {
  const cases = programmes.map(caseOf);
  const random = randomFrom(programmes[0]?.seed ?? 0);
  const events = cases.flatMap(({ told }) => told);
  clock.set(beforeHoldEnds);
  await tellAll(events.filter(({ place }) => place < 0.6), random);
  // What comes after this takes back what is payable already.
  clock.set(afterHoldEnds);
  await releaseAll();
  await tellAll(events.filter(({ place }) => place >= 0.6), random);
  await releaseAll();
  for (const { contradictions } of cases) if (contradictions.length > 0) await desk.take(...contradictions);
  await releaseAll();
  await check(cases);
}

async function releaseAll(): Promise<void> {
  while ((await desk.release()) > 0);
}

async function check(cases: readonly Case[]): Promise<void> {
  const ids = [cases.map(({ partnerId }) => partnerId)];
  const balances = await db.query<{ partner: string; currency: string; sums: string[] }>(
    `SELECT partner_id AS partner, currency, ARRAY[sum(expense), sum(held), sum(payable), sum(paid)]::text[] AS sums FROM balance WHERE partner_id = ANY ($1) GROUP BY 1, 2`, ids);
  const accruals = await db.query<{ partner: string; sum: string }>('SELECT partner_id AS partner, sum(amount_minor) FROM commission WHERE partner_id = ANY ($1) GROUP BY partner_id, accrual_id', ids);
  const exceptions = await db.query<{ partner: string; count: number }>('SELECT partner_id AS partner, count(*)::int FROM commission_exception WHERE partner_id = ANY ($1) GROUP BY 1', ids);
  const of = <T extends { partner: string }>(rows: readonly T[], partnerId: string) => rows.filter(({ partner }) => partner === partnerId);
  for (const { partnerId, tier, deals, contradictions } of cases) {
    const percent = tiers[tier]?.[1] ?? 0n;
    const expected = [...owed(deals, percent)].filter(([currency]) => everMoved(deals, currency, percent)).map(([currency, sum]) => [currency, [sum, 0n, -sum, 0n].map(String)]);
    expect(Object.fromEntries(of(balances, partnerId).map(({ currency, sums }) => [currency, sums]))).toEqual(Object.fromEntries(expected));
    const left = deals.flatMap(({ won, invoices }) => (won ? invoices.map((invoice) => leftOf(invoice, percent)) : []));
    expect(of(accruals, partnerId).map(({ sum }) => sum).toSorted()).toEqual(left.map(String).toSorted());
    const lost = deals.filter(({ won }) => !won).reduce((sum, { invoices }) => sum + invoices.length, 0);
    expect(of(exceptions, partnerId)[0]?.count ?? 0).toBe(lost + contradictions.length);
  }
}

/** Where every share was rounded to nothing there is no journal, and no balance. */
function everMoved(deals: readonly Programme['deals'][number][], currency: string, percent: bigint): boolean {
  return deals.some((deal) => deal.won && deal.currency === currency && deal.invoices.some(({ minor }) => leftOf({ minor, refunds: [] }, percent) > 0n));
}

/** In parts with a database each, so that the last programme is told as fast as the first. */
const parts = Array.from({ length: Math.ceil(wanted / perDatabase) }, (_, part) => Math.min(perDatabase, wanted - part * perDatabase));

test.each(parts)('%i random programmes, told in any order, end as exact reckoning says', async (count) => {
  await fc.assert(fc.asyncProperty(fc.array(programme, { minLength: perRun, maxLength: perRun }), run), { numRuns: Math.ceil(count / perRun), endOnFailure: true });
  const { journals, lines, faults } = await new LedgerVerification(db.database).verify();
  expect(faults).toEqual([]);
  expect(Math.min(journals, lines)).toBeGreaterThan(count);
});
