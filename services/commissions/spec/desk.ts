import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { crm } from '#libs/contracts/events/crm';
import { deals } from '#libs/contracts/events/deals';
import { partners } from '#libs/contracts/events/partners';
import type { DataIn } from '#libs/contracts/topic';
import type { Clock } from '#libs/database/clock';
import { Idempotency } from '#libs/database/idempotency';
import { RandomIds } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { Outbox } from '#libs/messaging/outbox';
import { RelaySignal } from '#libs/messaging/relay.signal';
import type { TestDatabase } from '#libs/testing/test-database';
import { Bookkeeping } from '../booking/bookkeeping.service.ts';
import { ReleaseSweep } from '../commission/release.sweep.ts';
import { settleClosed } from '../deal/closing-day.sweep.ts';
import { DealConsumer } from '../deal/deal.consumer.ts';
import { InvoiceConsumer } from '../invoice/invoice.consumer.ts';
import { Invoices } from '../invoice/invoices.service.ts';
import { PartnerConsumer } from '../partner/partner.consumer.ts';

type Handle = (tx: EntityManager) => Promise<void>;
type Won = DataIn<typeof deals, 'deal.won.v1'>;
type Held = DataIn<typeof deals, 'deal.report_held.v1'>;

export const usd = (amount: string) => ({ amount, currency: 'USD' });

/**
 * The service's real handlers on a database, without broker and HTTP: events are handed over alone, or several in one transaction as the consumer does.
 * @example const desk = new Desk(database, clock); await desk.take(desk.won(deal), desk.paid({ dealId: deal.id }));
 */
export class Desk {
  readonly bookkeeping: Bookkeeping;
  private readonly partnerConsumer: PartnerConsumer;
  private readonly dealConsumer: DealConsumer;
  private readonly invoiceConsumer: InvoiceConsumer;

  constructor(
    private readonly database: Pick<TestDatabase, 'database' | 'query'>,
    private readonly clock: Clock,
  ) {
    const options = { service: 'commissions', brokers: [] };
    const outbox = new Outbox(options, clock, new RandomIds(), new RelaySignal());
    this.bookkeeping = new Bookkeeping(clock, outbox);
    this.partnerConsumer = new PartnerConsumer(this.bookkeeping);
    this.dealConsumer = new DealConsumer(this.bookkeeping);
    this.invoiceConsumer = new InvoiceConsumer(new Invoices(database.database, new Idempotency(clock), clock, new Audit(options, clock, outbox), this.bookkeeping));
  }

  /** Handles all of them in one transaction, in this order. */
  async take(...events: readonly Handle[]): Promise<void> {
    await this.database.database.inTransaction({ kind: 'system', name: 'commissions.consumer' }, async (tx) => {
      for (const handle of events) await handle(tx);
    });
  }

  /** Ends every hold that is over; returns how many lines that were. */
  release(): Promise<number> {
    return this.database.database.inTransaction({ kind: 'system', name: 'spec' }, (tx) => ReleaseSweep.prototype.releaseWhatIsDue(tx, this.clock.now()));
  }

  /** Settles the deals whose closing day has come; returns how many those were. */
  closingDays(): Promise<number> {
    return this.database.database.inTransaction({ kind: 'system', name: 'spec' }, (tx) => settleClosed(tx, this.bookkeeping, this.clock.now()));
  }

  approved(partnerId: string, fields: { tier?: string; approvedAt?: string; companyName?: string } = {}): Handle {
    const owner = { name: 'Jane Doe', email: 'jane@x.example', locale: 'en' as const };
    const data = { applicationId: randomUUID(), reference: 'PTN-1', companyName: 'CyberTech', country: 'US', tier: 'gold', owner, approvedAt: '2026-01-01T00:00:00Z', ...fields };
    return (tx) => this.partnerConsumer.welcomePartner(event('partner.approved.v1', partnerId, partners.events['partner.approved.v1'].data.parse(data), 1), tx);
  }

  /** The partner's present state, told at a time. */
  snapshot(partnerId: string, tier: string, at: string, sequence: number): Handle {
    const data = { reference: 'PTN-1', companyName: 'CyberTech', country: 'US', tier, status: 'active' as const, managerId: null, approvedAt: '2026-01-01T00:00:00Z' };
    return (tx) => this.partnerConsumer.takeSnapshot({ ...event('partner.snapshotted.v1', partnerId, partners.events['partner.snapshotted.v1'].data.parse(data), sequence), time: at }, tx);
  }

  won({ id, partnerId, ...fields }: { id: string; partnerId: string } & Partial<Pick<Won, 'amount' | 'closedOn' | 'contract' | 'termMonths'>>): Handle {
    const data: Won = { ...named(partnerId), amount: usd('4200000.00'), contract: 'one_off', closedOn: '2026-10-01', wonAt: '2026-10-01T12:00:00Z', ...fields };
    return (tx) => this.dealConsumer.settleWonDeal(event('deal.won.v1', id, deals.events['deal.won.v1'].data.parse(data)), tx);
  }

  lost({ id, partnerId }: { id: string; partnerId: string }): Handle {
    const data = { ...named(partnerId), reason: 'Another vendor.', closedOn: '2026-10-01', lostAt: '2026-10-01T12:00:00Z' };
    return (tx) => this.dealConsumer.closeLostDeal(event('deal.lost.v1', id, deals.events['deal.lost.v1'].data.parse(data)), tx);
  }

  /** The CRM reports of a deal that is won or lost what it cannot take, and leads passes on what it is reported to be besides. */
  heldByLeads({ id, partnerId }: { id: string; partnerId: string }, besides: Pick<Held, 'besides'>['besides']): Handle {
    const data: Held = { ...named(partnerId), reportId: randomUUID(), report: 'won', problem: 'contradiction', ...(besides === undefined ? {} : { besides }), heldAt: '2026-10-02T12:00:00Z' };
    return (tx) => this.dealConsumer.raiseContradiction(event('deal.report_held.v1', id, deals.events['deal.report_held.v1'].data.parse(data)), tx);
  }

  paid(fields: { dealId: string } & Partial<DataIn<typeof crm, 'invoice.paid.v1'>>): Handle {
    const data = { invoiceId: `INV-${randomUUID()}`, amount: usd('100.00'), paidOn: '2026-10-15', ...fields };
    return (tx) => this.invoiceConsumer.accrueCommission(event('invoice.paid.v1', fields.dealId, crm.events['invoice.paid.v1'].data.parse(data)), tx);
  }

  refunded(fields: { invoiceId: string } & Partial<DataIn<typeof crm, 'invoice.refunded.v1'>>): Handle {
    const data = { refundId: `CN-${randomUUID()}`, amount: usd('10.00'), refundedOn: '2026-10-20', ...fields };
    return (tx) => this.invoiceConsumer.takeCommissionBack(event('invoice.refunded.v1', fields.invoiceId, crm.events['invoice.refunded.v1'].data.parse(data)), tx);
  }

  lines(partnerId: string) {
    return this.database.query<{ kind: string; amount: string; status: string; percent: string; tier: string; version: number; payable_on: string; invoice_id: string }>(
      `SELECT kind, amount_minor::text AS amount, status, percent, tier_at_close AS tier, rule_version AS version, payable_on::text, invoice_id
         FROM commission WHERE partner_id = $1 ORDER BY posted_at, kind, abs(amount_minor) DESC, id`,
      [partnerId],
    );
  }

  /** By currency: expense, held, payable, paid in minor units. */
  async balances(partnerId: string): Promise<Record<string, string[]>> {
    const rows = await this.database.query<{ currency: string; sums: string[] }>(
      `SELECT currency, ARRAY[sum(expense), sum(held), sum(payable), sum(paid)]::text[] AS sums FROM balance WHERE partner_id = $1 GROUP BY currency`,
      [partnerId],
    );
    return Object.fromEntries(rows.map(({ currency, sums }) => [currency, sums]));
  }

  async exceptions(partnerId: string): Promise<string[]> {
    const rows = await this.database.query<{ kind: string }>('SELECT kind FROM commission_exception WHERE partner_id = $1 ORDER BY kind', [partnerId]);
    return rows.map(({ kind }) => kind);
  }
}

function named(partnerId: string) {
  const account = { id: '019320f0-0000-7000-8000-0000000000ac', name: 'Walmart Inc.', country: 'US' };
  return { reference: 'DEAL-7K3M-9QXD', partnerId, companyName: 'CyberTech', account, productFamilies: ['cloud-scanner'], source: { kind: 'registration' as const }, sellerId: randomUUID() };
}

function event<const K extends string, D>(type: K, subject: string, data: D, sequence?: number) {
  return { id: randomUUID(), type, source: '/spec', subject, time: '2026-11-02T09:00:00.000Z', ...(sequence === undefined ? {} : { sequence }), data };
}
