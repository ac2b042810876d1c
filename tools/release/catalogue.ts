/** A table's column as code sees it. */
export interface Column {
  readonly type: string;
  readonly notNull: boolean;
  /** A default, an identity or a generated value: an INSERT need not name the column. */
  readonly fills: boolean;
  /** What the runtime role may do with it: some of SELECT, INSERT, UPDATE. */
  readonly may: readonly string[];
}

export interface Constraint {
  /** c: check, f: foreign key, p: primary key, u: unique, x: exclusion. */
  readonly kind: 'c' | 'f' | 'p' | 'u' | 'x';
  readonly columns: readonly string[];
  readonly definition: string;
}

export interface UniqueIndex {
  /** Columns and expressions with the condition, by which ON CONFLICT finds it. */
  readonly definition: string;
  readonly columns: readonly string[];
}

export interface Table {
  readonly columns: Readonly<Record<string, Column>>;
  readonly constraints: Readonly<Record<string, Constraint>>;
  readonly uniqueIndexes: Readonly<Record<string, UniqueIndex>>;
  /** DELETE; the rest is said of columns. */
  readonly mayDelete: boolean;
  readonly rowSecurity: boolean;
  /** Name and command of each policy. */
  readonly policies: readonly string[];
}

/** Of a function by its name and its arguments' types. */
export interface Routine {
  readonly returns: string;
  readonly mayExecute: boolean;
}

/** What a service's code can see of its database, from PostgreSQL's catalogue. */
export interface Catalogue {
  readonly tables: Readonly<Record<string, Table>>;
  readonly functions: Readonly<Record<string, Routine>>;
  /** Sequences of their own that the runtime role may use. */
  readonly sequences: readonly string[];
  readonly enums: Readonly<Record<string, readonly string[]>>;
}

interface Queryable {
  query<R extends object>(sql: string, parameters: unknown[]): Promise<{ rows: R[] }>;
}

/** Reads the schema `public`, with the rights of `runtimeRole`. */
export async function readCatalogue(db: Queryable, runtimeRole: string): Promise<Catalogue> {
  const { rows } = await db.query<{ catalogue: Catalogue }>(query, [runtimeRole]);
  if (!rows[0]) throw new Error('The catalogue gave no answer.');
  return rows[0].catalogue;
}

// Partitions are their parent's business, extensions' functions and the table of migrations nobody's.
const query = `
  WITH relation AS (
    SELECT c.oid, c.relname::text AS name, c.relrowsecurity FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition AND c.relname <> 'migration'),
  "column" AS (
    SELECT a.attrelid, json_object_agg(a.attname, json_build_object(
             'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull,
             'fills', a.atthasdef OR a.attidentity <> '',
             'may', ARRAY(SELECT p FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) p WHERE has_column_privilege($1, a.attrelid, a.attnum, p))) ORDER BY a.attnum) AS all
      FROM pg_attribute a WHERE a.attnum > 0 AND NOT a.attisdropped GROUP BY a.attrelid),
  "constraint" AS (
    SELECT c.conrelid, json_object_agg(c.conname, json_build_object(
             'kind', c.contype, 'definition', regexp_replace(pg_get_constraintdef(c.oid), ' NOT VALID$', ''),
             'columns', ARRAY(SELECT a.attname FROM unnest(c.conkey) k JOIN pg_attribute a ON (a.attrelid, a.attnum) = (c.conrelid, k) ORDER BY a.attnum)) ORDER BY c.conname) AS all
      FROM pg_constraint c WHERE c.contype IN ('c', 'f', 'p', 'u', 'x') GROUP BY c.conrelid),
  "index" AS (
    SELECT i.indrelid, json_object_agg(n.relname, json_build_object(
             'definition', regexp_replace(pg_get_indexdef(i.indexrelid), '^.* USING ', ''),
             'columns', ARRAY(SELECT a.attname FROM unnest(i.indkey::int2[]) k JOIN pg_attribute a ON (a.attrelid, a.attnum) = (i.indrelid, k) ORDER BY a.attnum)) ORDER BY n.relname) AS all
      FROM pg_index i JOIN pg_class n ON n.oid = i.indexrelid WHERE i.indisunique GROUP BY i.indrelid)
  SELECT json_build_object(
    'tables', (SELECT coalesce(json_object_agg(r.name, json_build_object(
                 'columns', coalesce(a.all, '{}'::json), 'constraints', coalesce(k.all, '{}'::json), 'uniqueIndexes', coalesce(x.all, '{}'::json),
                 'mayDelete', has_table_privilege($1, r.oid, 'DELETE'), 'rowSecurity', r.relrowsecurity,
                 'policies', ARRAY(SELECT p.polname || ' ' || p.polcmd::text FROM pg_policy p WHERE p.polrelid = r.oid ORDER BY 1)) ORDER BY r.name), '{}')
                 FROM relation r LEFT JOIN "column" a ON a.attrelid = r.oid LEFT JOIN "constraint" k ON k.conrelid = r.oid LEFT JOIN "index" x ON x.indrelid = r.oid),
    'functions', (SELECT coalesce(json_object_agg(p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', json_build_object(
                    'returns', pg_get_function_result(p.oid), 'mayExecute', has_function_privilege($1, p.oid, 'EXECUTE')) ORDER BY p.proname, p.oid::regprocedure::text), '{}')
                    FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f' AND p.prorettype <> 'trigger'::regtype
                     AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')),
    'sequences', ARRAY(SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege($1, c.oid, 'USAGE') END ORDER BY 1),
    'enums', (SELECT coalesce(json_object_agg(t.typname, ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) ORDER BY t.typname), '{}')
                FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typtype = 'e')) AS catalogue`;
