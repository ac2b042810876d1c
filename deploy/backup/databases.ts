import type { Head } from '#libs/messaging/topic.heads';
import pg from 'pg';
import { services } from './config.ts';

const AT_ONCE = 5_000;

/** The services' databases, as who may see and do everything. */
export class Databases {
  readonly #clients = new Map<string, pg.Client>();

  static async open(urlOf: (service: string) => string): Promise<Databases> {
    const databases = new Databases();
    for (const service of services) {
      const client = new pg.Client({ connectionString: urlOf(service), application_name: 'recover', options: '-c app.actor=system///recover' });
      client.on('error', () => undefined);
      await client.connect();
      databases.#clients.set(service, client);
    }
    return databases;
  }

  /** The number of the last event that each aggregate had told, in the order of the heads; 0 for one that the database does not know. */
  async lastTold(service: string, heads: readonly Head[]): Promise<bigint[]> {
    const { rows } = await this.#of(service).query<{ last: string }>(
      `SELECT coalesce(s.last, 0)::text AS last FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS e(topic, subject, place)
         LEFT JOIN outbox_sequence s ON s.topic = e.topic AND s.aggregate_id = e.subject ORDER BY e.place`,
      [heads.map(({ topic }) => topic), heads.map(({ subject }) => subject)],
    );
    return rows.map(({ last }) => BigInt(last));
  }

  /** Marks events as handled, so that the service never does; returns the ids of those that it had handled already. */
  async fence(service: string, heads: readonly Head[]): Promise<Set<string>> {
    const handled = new Set<string>();
    for (const some of inParts(heads)) {
      const { rows } = await this.#of(service).query<{ id: string }>(
        `WITH fenced AS (INSERT INTO inbox (consumer, source, event_id) SELECT $1, e.source, e.id FROM unnest($2::text[], $3::text[]) AS e(source, id) ON CONFLICT DO NOTHING RETURNING event_id)
         SELECT e.id FROM unnest($3::text[]) AS e(id) WHERE e.id NOT IN (SELECT event_id FROM fenced)`,
        [service, some.map(({ source }) => source), some.map(({ id }) => id)],
      );
      for (const { id } of rows) handled.add(id);
    }
    return handled;
  }

  /** What an aggregate tells from now on has numbers above those that others have seen, or they would take it for something old. */
  async countOn(service: string, heads: readonly Head[]): Promise<void> {
    const highest = new Map<string, Head>();
    for (const head of heads) {
      const name = `${head.topic}/${head.subject}`;
      if (head.sequence > (highest.get(name)?.sequence ?? 0n)) highest.set(name, head);
    }
    for (const some of inParts([...highest.values()])) {
      await this.#of(service).query(
        `INSERT INTO outbox_sequence AS s (topic, aggregate_id, last) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
         ON CONFLICT (topic, aggregate_id) DO UPDATE SET last = greatest(s.last, excluded.last)`,
        [some.map(({ topic }) => topic), some.map(({ subject }) => subject), some.map(({ sequence }) => String(sequence))],
      );
    }
  }

  /** Sessions that were ended since the backup would live again, and tokens that were exchanged since would be good again. */
  async endSessions(): Promise<number> {
    const { rowCount } = await this.#of('identity').query(`UPDATE session SET ended_at = clock_timestamp(), end_reason = 'expired' WHERE ended_at IS NULL`);
    return rowCount ?? 0;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.end()));
  }

  #of(service: string): pg.Client {
    const client = this.#clients.get(service);
    if (client === undefined) throw new Error(`There is no service "${service}" with events; there are ${services.join(', ')}.`);
    return client;
  }
}

function* inParts<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += AT_ONCE) yield all.slice(at, at + AT_ONCE);
}
