import { In, IsNull, type EntityManager } from 'typeorm';
import { Commission } from '../commission/commission.entity.ts';
import { Deal, type Terms } from '../deal/deal.entity.ts';
import { Invoice } from '../invoice/invoice.entity.ts';
import type { Refund } from '../invoice/refund.entity.ts';
import { Partner } from '../partner/partner.entity.ts';
import { Programme } from '../setting/programme.ts';
import type { Report } from './report.ts';
import { readRows } from './row.reader.ts';
import { readTerms } from './terms.ts';

/** Everything that some reports touch, locked until the transaction ends. */
export interface Read {
  readonly programme: Programme;
  readonly deals: readonly Deal[];
  readonly invoices: readonly Invoice[];
  readonly refunds: readonly Refund[];
  readonly lines: readonly Commission[];
  /** By deal: tier and rate as they counted when it was closed, as far as they are known. */
  readonly terms: ReadonlyMap<string, Terms>;
  readonly partners: ReadonlySet<string>;
}

/** Reads what the reports touch, in a few statements however many they are. */
export async function readBooks(tx: EntityManager, reports: readonly Report[]): Promise<Read> {
  // Whoever looks for a rate must not look while one is being published for the first time; they do not disturb each other.
  if (reports.some((report) => report.kind === 'won' || (report.kind === 'terms' && report.partnerId !== null))) await tx.query('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 4713))', [ratesKey]);
  const keys = reports.flatMap(keysOf);
  // What a deal settles is looked for under its lock; where nothing has to be looked for first, the locks are taken by what reads the rest.
  const settles = reports.some(({ kind }) => kind === 'won' || kind === 'lost' || kind === 'terms');
  if (settles) await lock(tx, keys);
  const programme = await Programme.read(tx);
  const unsettled = await dealsWithoutTerms(tx, reports);
  const closing = [...reports.flatMap((report) => (report.kind === 'won' || report.kind === 'lost' ? report.deal.id : [])), ...unsettled.map(({ id }) => id)];
  const waiting = closing.length === 0 ? [] : await tx.find(Invoice, { where: { dealId: In(closing), status: 'waiting' }, order: { id: 'ASC' } });
  const rows = await readRows(tx, {
    keys: inOrder(settles ? waiting.map(({ id }) => invoiceKey(id)) : keys),
    invoiceIds: reports.flatMap((report) => (report.kind === 'invoice' || report.kind === 'refund' ? report.invoiceId : [])),
    refundIds: reports.flatMap((report) => (report.kind === 'refund' ? report.refundId : [])),
    expectedIn: [...waiting.map(({ id }) => id), ...reports.flatMap((report) => (report.kind === 'invoice' ? report.invoiceId : []))],
    dealIds: reports.flatMap((report) => (report.kind === 'invoice' ? report.dealId : report.kind === 'won' || report.kind === 'lost' ? report.deal.id : [])),
  });
  const meant = unique([...rows.invoices, ...waiting]);
  const lines = await linesToTakeBack(tx, reports, meant);
  // Of refunds that are known of other invoices than are told now: an exception names them, and whose they are.
  const elsewhere = await find(tx, Invoice, 'id', rows.refunds.map(({ invoiceId }) => invoiceId).filter((id) => !meant.some((invoice) => invoice.id === id)));
  const invoices = [...meant, ...elsewhere];
  const others = await find(tx, Deal, 'id', [...rows.invoices, ...elsewhere].map(({ dealId }) => dealId).filter((id) => !rows.deals.some((deal) => deal.id === id)));
  const deals = unique([...rows.deals, ...others, ...unsettled]);
  // Not those that are only told besides: they earn nothing, and nobody has looked at their day.
  const won = reports.flatMap((report) => (report.kind === 'won' && report.besides !== true ? { id: report.deal.id, partnerId: report.deal.partnerId, closedOn: report.closedOn, terms: null } : []));
  const open = [...deals, ...won].filter(({ terms }) => terms === null);
  const terms = await readTerms(tx, open, programme);
  const partners = await find(tx, Partner, 'partnerId', open.map(({ partnerId }) => partnerId));
  return { programme, deals, invoices, refunds: rows.refunds, lines, terms, partners: new Set(partners.map(({ partnerId }) => partnerId)) };
}

/** Shared by whoever looks for rates, alone by whoever publishes one. */
export const ratesKey = '1 rates';
const dealKey = (id: string): string => `3 deal ${id}`;
const invoiceKey = (id: string): string => `4 invoice ${id}`;
const refundKey = (id: string): string => `5 refund ${id}`;

/**
 * What a report must be alone with: one transaction must not look for what another is writing, such as an invoice for a win that is not committed yet, or neither
 * would settle it. Rows cannot be locked that do not exist yet. All take these locks in the order of their texts.
 */
function keysOf(report: Report): string[] {
  switch (report.kind) {
    case 'invoice':
      return [dealKey(report.dealId), invoiceKey(report.invoiceId)];
    case 'refund':
      return [invoiceKey(report.invoiceId), refundKey(report.refundId)];
    case 'won':
    case 'lost':
      return [`2 partner ${report.deal.partnerId}`, dealKey(report.deal.id)];
    case 'terms':
      return [report.partnerId === null ? ratesKey : `2 partner ${report.partnerId}`];
  }
}

async function lock(tx: EntityManager, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await tx.query('SELECT pg_advisory_xact_lock(hashtextextended(key, 4713)) FROM unnest($1::text[]) AS key', [inOrder(keys)]);
}

function inOrder(keys: readonly string[]): string[] {
  return [...new Set(keys)].toSorted();
}

async function dealsWithoutTerms(tx: EntityManager, reports: readonly Report[]): Promise<Deal[]> {
  const asked = reports.flatMap((report) => (report.kind === 'terms' ? report.partnerId : []));
  if (asked.length === 0) return [];
  const partnerId = asked.includes(null) ? {} : { partnerId: In(asked) };
  const deals = await tx.find(Deal, { where: { status: 'won', ruleId: IsNull(), ...partnerId }, order: { id: 'ASC' } });
  await lock(tx, deals.map(({ id }) => dealKey(id)));
  return deals;
}

/** The lines of booked invoices of which something goes back; the sweep that ends holds must not change them meanwhile. */
async function linesToTakeBack(tx: EntityManager, reports: readonly Report[], invoices: readonly Invoice[]): Promise<Commission[]> {
  const refunded = new Set(reports.flatMap((report) => (report.kind === 'refund' ? report.invoiceId : [])));
  const accruals = invoices.filter(({ id }) => refunded.has(id)).flatMap(({ commissionId }) => commissionId ?? []);
  if (accruals.length === 0) return [];
  return tx.find(Commission, { where: { accrualId: In(accruals) }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
}

async function find<T extends object>(tx: EntityManager, entity: new () => T, property: keyof T & string, ids: readonly string[]): Promise<T[]> {
  if (ids.length === 0) return [];
  return tx.createQueryBuilder(entity, 'row').where(`row.${property} = ANY(:ids)`, { ids: [...new Set(ids)] }).getMany();
}

function unique<T extends { readonly id: string }>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}
