import { Client } from 'pg';
import type { RunningService } from '../../deploy/local/service-process.ts';
import type { Stack } from '../../deploy/local/stack.ts';

/** A row as text: every column, what is binary as hex. */
export interface Written {
  /** `applications.idempotency_key` */
  readonly place: string;
  readonly text: string;
}

/** Every row that the services of a stack write from now on, also where they change or delete it later: an outbox is emptied, a mail's text goes when it is sent. */
export interface WrittenRows {
  /** What was written since, and what stands in the tables now, of every database. */
  read(): Promise<Written[]>;
}

const setUp = [
  'CREATE SCHEMA written',
  'CREATE UNLOGGED TABLE written.row (place text NOT NULL, text text NOT NULL)',
  // With the rights of who made it, since the services may not see this table.
  `CREATE FUNCTION written.keep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
   BEGIN
     INSERT INTO written.row VALUES (TG_TABLE_NAME, NEW::text);
     RETURN NULL;
   END $$`,
];

const tables = (condition: string) => `
  SELECT c.oid::regclass::text AS name, c.relname AS place
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'written') AND ${condition} ORDER BY 1`;

/** Listens to every table of every database of the stack. */
export async function watchTables({ services }: Stack): Promise<WrittenRows> {
  const all = Object.values(services);
  await Promise.all(all.map((service) => asSuperuser(service, listen)));
  return { read: async () => (await Promise.all(all.map((service) => asSuperuser(service, (client) => rowsIn(client, service.name))))).flat() };
}

/** Every row that stands in the stack's tables now, as JSON. */
export async function rowsOf({ services }: Stack): Promise<unknown[]> {
  const rows = await Promise.all(Object.values(services).map((service) => asSuperuser(service, async (client) => {
    const read: unknown[] = [];
    for (const { name } of await standing(client)) read.push(...(await client.query<{ row: unknown }>(`SELECT to_jsonb(t) AS row FROM ${name} AS t`)).rows);
    return read;
  })));
  return rows.flat();
}

/** One table at a time, so that no service waits for long and none of them meets us in a deadlock. A partitioned table passes its trigger on. */
async function listen(client: Client): Promise<void> {
  for (const statement of setUp) await client.query(statement);
  const { rows } = await client.query<{ name: string }>(tables(`c.relkind IN ('r', 'p') AND NOT c.relispartition`));
  for (const { name } of rows) await client.query(`CREATE TRIGGER zz_written AFTER INSERT OR UPDATE ON ${name} FOR EACH ROW EXECUTE FUNCTION written.keep()`);
}

async function standing(client: Client): Promise<{ name: string; place: string }[]> {
  // Whoever may not see a row gets an error instead of nothing.
  await client.query('SET row_security = off');
  return (await client.query<{ name: string; place: string }>(tables(`c.relkind IN ('r', 'm')`))).rows;
}

async function rowsIn(client: Client, database: string): Promise<Written[]> {
  const read: Written[] = [];
  for (const { name, place } of [...(await standing(client)), { name: 'written.row', place: '' }]) {
    const what = place === '' ? 'place, text' : `${client.escapeLiteral(place)} AS place, t::text AS text`;
    const { rows } = await client.query<Written>(`SELECT ${what} FROM ${name} AS t`);
    read.push(...rows.map((row) => ({ place: `${database}.${row.place}`, text: row.text })));
  }
  return read;
}

/** In a service's database, as who made it for the run and is kept from nothing by row-level security. */
export async function asSuperuser<T>({ env }: RunningService, work: (client: Client) => Promise<T>): Promise<T> {
  const url = new URL(process.env['TEST_DATABASE_URL'] ?? '');
  url.pathname = new URL(env['DATABASE_URL'] ?? '').pathname;
  const client = new Client({ connectionString: url.toString(), application_name: 'written', lock_timeout: 30_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
