import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaClient } from '#libs/messaging/kafka.client';
import { toRecord } from '#libs/messaging/outbox.record';

/** An event as it is told; the same one, with the same id, may stand in the stream again. */
export interface Told {
  readonly topic: 'partners' | 'deals' | 'crm';
  readonly key: string;
  readonly type: string;
  readonly data: object;
  readonly id: string;
  /** Where in the stream it comes, from 0 to 1. */
  readonly at: number;
}

const PARTNERS = 6;
const DEALS = 36;
const usd = (minor: number) => ({ amount: `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`, currency: 'USD' });
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The ends of these holds are never both before and after a refund, so that the ledger has one end whenever what happens: what is ripe is never refunded, what is fresh is never released. */
const ripe = day(-45);
const fresh = day(-3);

/** What there is at the end. */
export interface Stream {
  readonly events: readonly Told[];
  readonly distinct: number;
  readonly deals: number;
  readonly invoices: number;
  readonly refunds: number;
  readonly ripe: number;
}

/**
 * Partners, deals won, invoices and refunds in any order: refunds before their invoice, invoices before the deal, deals before the partner; a third of the events comes twice,
 * with the same id or with another one. Refunds of one invoice keep their order, as the cent that is rounded goes by it. Nothing contradicts.
 */
export function stream(): Stream {
  const partners = Array.from({ length: PARTNERS }, (_, index) => approved(['authorized', 'gold', 'platinum'][index % 3] ?? 'gold'));
  const deals = Array.from({ length: DEALS }, (_, index) => won(partners[index % PARTNERS]?.key ?? ''));
  const invoices = deals.flatMap(({ key }) => [paid(key, ripe), paid(key, fresh), paid(key, fresh)]);
  // Of every deal's fresh invoices one goes back in part, the other one as a whole, each in three pieces.
  const refunds = invoices.flatMap((invoice, index) => (index % 3 === 0 ? [] : pieces(invoice.minor, index % 3 === 1).map((minor, piece) => refunded(invoice, minor, piece))));
  const placed = [...partners, ...deals, ...invoices.map(({ event }) => event), ...inOrder(refunds)];
  const again = placed.filter((_, index) => index % 3 === 0).map((event, index) => ({ ...event, id: index % 2 === 0 ? event.id : randomUUID(), at: event.at + (1 - event.at) * Math.random() }));
  const events = [...placed, ...again].toSorted((a, b) => a.at - b.at);
  const distinct = new Set(events.map(({ id }) => id)).size;
  return { events, distinct, deals: DEALS, invoices: invoices.length, refunds: refunds.length, ripe: DEALS };
}

export function approved(tier: string): Told {
  const owner = { name: 'Jane Doe', email: 'jane@x.example', locale: 'en' };
  const data = { applicationId: randomUUID(), reference: 'PTN-1', companyName: 'CyberTech', country: 'US', tier, owner, approvedAt: `${day(-100)}T00:00:00Z` };
  return placed('partners', randomUUID(), 'partner.approved.v1', data, 0.3);
}

export function won(partnerId: string): Told {
  const account = { id: randomUUID(), name: 'Walmart Inc.', country: 'US' };
  const named = { reference: 'DEAL-7K3M-9QXD', partnerId, companyName: 'CyberTech', account, productFamilies: ['cloud-scanner'], source: { kind: 'registration' }, sellerId: randomUUID() };
  const data = { ...named, amount: usd(420_000_000), contract: 'annual', termMonths: 36, closedOn: day(-60), wonAt: `${day(-60)}T12:00:00Z` };
  return placed('deals', randomUUID(), 'deal.won.v1', data, 0.8);
}

export function paid(dealId: string, paidOn: string) {
  const minor = 10 + Math.floor(Math.random() * 10 ** (2 + Math.random() * 7));
  const invoiceId = `INV-${randomUUID()}`;
  return { dealId, invoiceId, minor, event: placed('crm', dealId, 'invoice.paid.v1', { invoiceId, dealId, amount: usd(minor), paidOn }) };
}

function refunded({ dealId, invoiceId }: { dealId: string; invoiceId: string }, minor: number, piece: number): Told {
  return placed('crm', dealId, 'invoice.refunded.v1', { refundId: `CN-${invoiceId}-${piece}`, invoiceId, dealId, amount: usd(minor), refundedOn: day(-2) });
}

/** Three pieces, at least one cent each; together less than the whole, or all of it. */
function pieces(whole: number, inPart: boolean): number[] {
  const piece = Math.max(1, Math.floor(whole * (0.1 + Math.random() * 0.2)));
  return [piece, 1, inPart ? 2 : whole - piece - 1];
}

function placed(topic: Told['topic'], key: string, type: string, data: object, before = 1): Told {
  return { topic, key, type, data, id: randomUUID(), at: Math.random() * before };
}

/** Three in a row are the refunds of one invoice. */
function inOrder(refunds: readonly Told[]): Told[] {
  const places = refunds.map((_, index) => refunds.slice(index - (index % 3), index - (index % 3) + 3).map(({ at }) => at).toSorted((a, b) => a - b));
  return refunds.map((refund, index) => ({ ...refund, at: places[index]?.[index % 3] ?? refund.at }));
}

/** Tells some events in a few requests with pauses, each of them until the broker has it, however often that takes. */
export async function tell(brokers: string, topicPrefix: string, events: readonly Told[], pauseMs: number, atOnce = 12): Promise<void> {
  const client = new KafkaClient({ brokers: [brokers], topicPrefix });
  for (let at = 0; at < events.length; at += atOnce) {
    const some = events.slice(at, at + atOnce);
    while (!(await sent(client, some))) await sleep(500);
    await sleep(pauseMs);
  }
}

async function sent(client: KafkaClient, events: readonly Told[]): Promise<boolean> {
  const producer = client.producer();
  try {
    await producer.connect();
    const topics = [...new Set(events.map(({ topic }) => topic))];
    await producer.sendBatch({ acks: -1, topicMessages: topics.map((topic) => ({ topic: client.prefixed(topic), messages: events.filter((event) => event.topic === topic).map(recordOf) })) });
    return true;
  } catch {
    return false;
  } finally {
    await producer.disconnect().catch(() => undefined);
  }
}

function recordOf({ topic, key, type, data, id }: Told) {
  const source = { partners: '/services/applications', deals: '/services/leads', crm: 'https://crm.example' }[topic];
  return toRecord({ id, topic, aggregate: key, type, payload: JSON.stringify(data), headers: { time: new Date().toISOString() }, sequence: '1', seq: '1' }, source);
}
