import type pg from 'pg';
import { services } from './config.ts';
import { all, session } from './session.ts';

interface Snapshot {
  readonly snapshot: string;
  readonly takenAt: string;
  readonly server: string;
}

export type Held = Snapshot & { readonly service: string; readonly url: string; readonly client: pg.Client };

/**
 * One transaction in each database at once, whose snapshot pg_dump takes over. They are milliseconds apart, which is less than an event needs from one
 * service to the next: no database holds what another has done after its own snapshot.
 *
 * @throws Error where a database cannot be reached, or is a standby; nothing stays open then
 */
export async function holdSnapshots(urlOf: (service: string) => string): Promise<Held[]> {
  const clients: pg.Client[] = [];
  try {
    const begun = await all(
      services.map(async (service) => {
        const url = urlOf(service);
        const client = await session(service, { connectionString: url, application_name: 'backup' });
        clients.push(client);
        await client.query('SET idle_in_transaction_session_timeout = 0; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        return { service, url, client };
      }),
    );
    return await all(begun.map(async (it) => ({ ...it, ...(await snapshotOf(it.service, it.client)) })));
  } catch (error) {
    await Promise.allSettled(clients.map((client) => client.end()));
    throw error;
  }
}

async function snapshotOf(service: string, client: pg.Client): Promise<Snapshot> {
  const { rows } = await client.query<{ standby: boolean; snapshot: string | null; takenAt: Date; server: string }>(
    `SELECT pg_is_in_recovery() AS standby, CASE WHEN NOT pg_is_in_recovery() THEN pg_export_snapshot() END AS snapshot, clock_timestamp() AS "takenAt", current_setting('server_version') AS server`,
  );
  const [row] = rows;
  // A standby replays what the primary did a while ago: it can be behind what its own consumers have committed to Kafka, and those events would be in neither.
  if (row?.standby === true) throw new Error(`The database of ${service} is a standby, which may be behind the places that its consumers have committed: back up the primary.`);
  if (row === undefined || row.snapshot === null) throw new Error(`The database of ${service} gave no snapshot.`);
  return { snapshot: row.snapshot, takenAt: row.takenAt.toISOString(), server: row.server };
}
