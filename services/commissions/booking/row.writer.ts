import type { EntityManager } from 'typeorm';

/** What needs no quotes in a row's notation. */
const plain = /^[\w.:+-]+$/;
const special = /["\\]/;

/**
 * Entities as an array of their table's rows (`commission[]`) in PostgreSQL's own notation, `{"(1,a)","(2,\\"b c\\")"}`; null for none. Shorter than JSON, and the server
 * makes no table of names for each row: columns are declared in the order of the table's, which `row.writer.spec.ts` watches.
 */
export function rowsOf<T extends object>(tx: EntityManager, entity: new () => T, rows: readonly T[]): string | null {
  if (rows.length === 0) return null;
  const properties = tx.connection.getMetadata(entity).columns.map(({ propertyName }) => propertyName);
  const moments = new Map<Date, string>();
  return `{${rows.map((row) => quoted(`(${properties.map((name) => field(Reflect.get(row, name), moments)).join(',')})`)).join(',')}}`;
}

/** `moments` keeps what was written of a moment: most rows of a booking share it. */
function field(value: unknown, moments: Map<Date, string>): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return plain.test(value) ? value : quoted(value);
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  if (!(value instanceof Date)) return quoted(JSON.stringify(value));
  const text = moments.get(value) ?? value.toISOString();
  moments.set(value, text);
  return text;
}

function quoted(text: string): string {
  // Most texts have none, and looking is cheaper than replacing nothing.
  return special.test(text) ? `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"` : `"${text}"`;
}
