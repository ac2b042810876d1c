import type { EntityManager } from 'typeorm';
import { Deal } from '../deal/deal.entity.ts';
import { Invoice } from '../invoice/invoice.entity.ts';
import { Refund } from '../invoice/refund.entity.ts';

type Entity<T> = new () => T;
type Row = Readonly<Record<string, unknown>>;

export interface Wanted {
  readonly invoiceIds: readonly string[];
  readonly refundIds: readonly string[];
  /** Of these the refunds that wait. */
  readonly expectedIn: readonly string[];
  readonly dealIds: readonly string[];
}

export interface Rows {
  readonly invoices: readonly Invoice[];
  readonly refunds: readonly Refund[];
  readonly deals: readonly Deal[];
}

/** All three in one statement: a round trip costs more than what it asks for. */
export async function readRows(tx: EntityManager, { invoiceIds, refundIds, expectedIn, dealIds }: Wanted): Promise<Rows> {
  const all = (entity: Entity<object>, condition: string) => `(SELECT coalesce(json_agg(r), '[]') FROM (SELECT ${columnsOf(tx, entity)} FROM ${tx.connection.getMetadata(entity).tableName} WHERE ${condition}) r)`;
  const [found] = await tx.query<[{ invoices: Row[]; refunds: Row[]; deals: Row[] }]>(
    `SELECT ${all(Invoice, 'id = ANY ($1::text[])')} AS invoices,
            ${all(Refund, `id = ANY ($2::text[]) OR (invoice_id = ANY ($3::text[]) AND status = 'waiting')`)} AS refunds,
            ${all(Deal, 'id = ANY ($4::uuid[])')} AS deals`,
    [invoiceIds, refundIds, expectedIn, dealIds],
  );
  return { invoices: found.invoices.map((row) => entityFrom(tx, Invoice, row)), refunds: found.refunds.map((row) => entityFrom(tx, Refund, row)), deals: found.deals.map((row) => entityFrom(tx, Deal, row)) };
}

/** As text, what JSON's numbers would not hold exactly. */
function columnsOf(tx: EntityManager, entity: Entity<object>): string {
  return tx.connection
    .getMetadata(entity)
    .columns.map(({ databaseName, type }) => (type === 'bigint' || type === 'numeric' ? `${databaseName}::text` : databaseName))
    .join(', ');
}

/** An entity from a row whose columns have the database's names, with `prefix` before them. */
export function entityFrom<T extends object>(tx: EntityManager, entity: Entity<T>, row: Row, prefix = ''): T {
  const made = new entity();
  const { driver } = tx.connection;
  for (const column of tx.connection.getMetadata(entity).columns) column.setEntityValue(made, driver.prepareHydratedValue(row[`${prefix}${column.databaseName}`], column));
  return made;
}
