import type { Pool, PoolClient } from 'pg';
import { isConflict } from '#libs/database/failures';

/** A table's name, quoted, its writable columns, and the rows that migrations put there, as PostgreSQL writes them: by way of JSON a JSON null would come back as no value. */
interface Seed {
  readonly table: string;
  readonly columns: string;
  readonly rows: readonly string[] | null;
}

export async function seedsOf(pool: Pool): Promise<Seed[]> {
  // In order of creation, so that what is referred to comes first.
  const { rows: tables } = await pool.query<{ table: string; columns: string }>(`
    SELECT c.oid::regclass::text AS table,
           (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
             WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns
      FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname NOT IN ('migration', 'typeorm_metadata')
     ORDER BY c.oid`);
  const seeds: Seed[] = [];
  for (const { table, columns } of tables) {
    const { rows } = await pool.query<{ rows: string[] | null }>(`SELECT array_agg(t::text) AS rows FROM ${table} t`);
    seeds.push({ table, columns, rows: rows[0]?.rows ?? null });
  }
  return seeds;
}

/** A service under test may be working in the tables, so a deadlock is met by trying again. */
export async function restoreSeeds(pool: Pool, seeds: readonly Seed[], isSuperuser: boolean): Promise<void> {
  if (seeds.length === 0) return;
  const client = await pool.connect();
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await restore(client, seeds, isSuperuser);
        return;
      } catch (error) {
        await client.query('ROLLBACK');
        if (attempt === 10 || !isConflict(error)) throw error;
      }
    }
  } finally {
    client.release();
  }
}

async function restore(client: PoolClient, seeds: readonly Seed[], isSuperuser: boolean): Promise<void> {
  await client.query('BEGIN');
  // An append-only table forbids TRUNCATE by a trigger; that is for the service, not for its specs.
  if (isSuperuser) await client.query("SET LOCAL session_replication_role = 'replica'");
  else for (const { table } of seeds) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await client.query(`TRUNCATE ${seeds.map(({ table }) => table).join(', ')} RESTART IDENTITY CASCADE`);
  for (const { table, columns, rows } of seeds) {
    if (rows === null) continue;
    await client.query(`INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM (SELECT (line::${table}).* FROM unnest($1::text[]) AS line) AS seed`, [rows]);
  }
  if (!isSuperuser) for (const { table } of seeds) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  await client.query('COMMIT');
}
