import type { TestDatabase } from '#libs/testing/test-database';

/** What the libraries keep for themselves: events, answers and their order. */
const machinery = /^(outbox.*|inbox|parked_.*|relay_state|idempotency_key|migration|typeorm_metadata)$/;

export interface Table {
  readonly name: string;
  readonly forced: boolean;
  readonly secured: boolean;
  readonly columns: readonly string[];
}

/** The service's own tables, and whether row-level security binds even their owner. */
export async function tablesOf(db: TestDatabase): Promise<Table[]> {
  const rows = await db.query<Table>(
    `SELECT relname AS name, relrowsecurity AS secured, relforcerowsecurity AS forced,
            (SELECT json_agg(attname ORDER BY attnum) FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) AS columns
       FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1`,
  );
  return rows.filter(({ name }) => !machinery.test(name));
}

/** Every row that fits, as text, by table; `db` sees all of them. */
export async function rowsLike(db: TestDatabase, marks: RegExp): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const { name } of await tablesOf(db)) {
    const rows = await db.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t WHERE t::text ~* $1 ORDER BY 1`, [marks.source]);
    if (rows.length > 0) found[name] = rows.map(({ text }) => text);
  }
  return found;
}
