import type { Head } from '#libs/messaging/topic.heads';
import type pg from 'pg';
import { services } from './config.ts';
import { session } from './session.ts';

const AT_ONCE = 5_000;
/** More than any aggregate tells in the time for which Kafka keeps records. */
const FAR_AHEAD = 1_000_000_000;

/** The services' databases, as who may see and do everything. */
export class Databases {
  readonly #clients = new Map<string, pg.Client>();

  static async open(urlOf: (service: string) => string): Promise<Databases> {
    const databases = new Databases();
    try {
      for (const service of services) {
        databases.#clients.set(service, await session(service, { connectionString: urlOf(service), application_name: 'recover', options: '-c app.actor=system///recover' }));
      }
    } catch (error) {
      await databases.close();
      throw error;
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

  /**
   * Marks events as handled, so that the service never does; returns the ids of those that it had handled already. A mark of its own tells both apart
   * when it is repeated.
   */
  async fence(service: string, heads: readonly Head[]): Promise<Set<string>> {
    const handled = new Set<string>();
    for (const some of inParts(heads)) {
      const { rows } = await this.#of(service).query<{ id: string }>(
        `WITH event AS (SELECT DISTINCT e.source, e.id FROM unnest($2::text[], $3::text[]) AS e(source, id)),
              fenced AS (INSERT INTO inbox (consumer, source, event_id) SELECT $1, e.source, e.id FROM event e ON CONFLICT DO NOTHING RETURNING source, event_id),
              marked AS (INSERT INTO inbox (consumer, source, event_id) SELECT $4, f.source, f.event_id FROM fenced f ON CONFLICT DO NOTHING)
         SELECT e.id FROM event e
          WHERE NOT EXISTS (SELECT FROM fenced f WHERE (f.source, f.event_id) = (e.source, e.id))
            AND NOT EXISTS (SELECT FROM inbox i WHERE (i.consumer, i.source, i.event_id) = ($4, e.source, e.id))`,
        [service, some.map(({ source }) => source), some.map(({ id }) => id), `recover of ${service}`],
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

  /** As `countOn`, where nobody can say any more what others have seen. */
  async countFarOn(service: string): Promise<void> {
    await this.#of(service).query('UPDATE outbox_sequence SET last = last + $1', [FAR_AHEAD]);
  }

  /** Sessions that were ended since the backup would live again, and tokens that were exchanged since would be good again. */
  async endSessions(): Promise<number> {
    const { rowCount } = await this.#of('identity').query(`UPDATE session SET ended_at = clock_timestamp(), end_reason = 'expired' WHERE ended_at IS NULL`);
    return rowCount ?? 0;
  }

  /**
   * Links that were used or replaced since the backup would be good again: those for a new password, which everybody can ask for anew, all of them; those for
   * the first password of the people to whom something happened since. `users`: undefined where nobody can say to whom.
   */
  async revokeLinks(users: readonly string[] | undefined): Promise<number> {
    const { rowCount } = await this.#of('identity').query(
      `UPDATE mailed_link SET revoked_at = clock_timestamp()
        WHERE used_at IS NULL AND revoked_at IS NULL AND (purpose = 'password_reset' OR $1::text[] IS NULL OR user_id::text = ANY ($1))`,
      [users ?? null],
    );
    return rowCount ?? 0;
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#clients.values()].map((client) => client.end()));
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
