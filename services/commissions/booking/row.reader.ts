import type { EntityManager } from 'typeorm';
import { Deal } from '../deal/deal.entity.ts';
import { Invoice } from '../invoice/invoice.entity.ts';
import { Refund } from '../invoice/refund.entity.ts';

type Entity<T> = new () => T;
type Row = Readonly<Record<string, unknown>>;

export interface Wanted {
  /** What nobody else may touch meanwhile, in order. */
  readonly keys: readonly string[];
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

/** Takes the locks and then reads all three, in one statement: a round trip costs more than what it asks for. */
export async function readRows(tx: EntityManager, { keys, invoiceIds, refundIds, expectedIn, dealIds }: Wanted): Promise<Rows> {
  const [found] = await tx.query<[Record<'invoices' | 'refunds' | 'deals', Row[] | null>]>('SELECT * FROM read_books($1, $2, $3, $4, $5)', [keys, invoiceIds, refundIds, expectedIn, dealIds]);
  const all = <T extends object>(entity: Entity<T>, rows: Row[] | null): T[] => (rows ?? []).map((row) => entityFrom(tx, entity, row));
  return { invoices: all(Invoice, found.invoices), refunds: all(Refund, found.refunds), deals: all(Deal, found.deals) };
}

/** An entity from a row whose columns have the database's names, with `prefix` before them. */
export function entityFrom<T extends object>(tx: EntityManager, entity: Entity<T>, row: Row, prefix = ''): T {
  const made = new entity();
  const { driver } = tx.connection;
  for (const column of tx.connection.getMetadata(entity).columns) column.setEntityValue(made, driver.prepareHydratedValue(row[`${prefix}${column.databaseName}`], column));
  return made;
}
