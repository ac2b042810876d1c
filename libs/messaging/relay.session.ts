import { Client } from 'pg';
import type { Queryable, RelayState } from './relay.window.ts';

/** First part of the advisory locks that make one relay the leader of a shard. */
export const LEADER_LOCKS = 74_002;

const channel = (shard: number): string => `outbox_appended_${shard}`;

/**
 * The relay's own connection. The leader's lock belongs to the session: whoever loses the connection has lost the lead, and cannot read or advance any more.
 */
export class RelaySession implements Queryable {
  private lost: Error | undefined;

  private constructor(
    private readonly client: Client,
    private readonly shard: number,
  ) {
    client.on('error', (error) => (this.lost = error));
    client.on('end', () => (this.lost ??= new Error('the connection has ended')));
  }

  static async open(url: string, shard: number, service: string): Promise<RelaySession> {
    const client = new Client({
      connectionString: url,
      application_name: `${service} relay ${shard}`,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 30_000,
      query_timeout: 35_000,
      keepAlive: true,
    });
    const session = new RelaySession(client, shard);
    await client.connect();
    // A position lost in a crash of the server only repeats events. The planner must not choose by statistics of a partition that was empty when analysed.
    // The server notices a dead leader's machine within half a minute.
    await client.query(
      `SET synchronous_commit = off; SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan; SET jit = off; SET max_parallel_workers_per_gather = 0;
       SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET search_path = public`,
    );
    return session;
  }

  /** Calls back whenever a process that does not lead has events for the leader. */
  async listen(told: () => void): Promise<void> {
    this.client.on('notification', told);
    await this.query({ name: '', text: `LISTEN ${channel(this.shard)}`, values: [] });
  }

  /** Outside the business transactions, whose commits would wait for each other with a NOTIFY. */
  async tellLeader(): Promise<void> {
    await this.query({ name: 'relay-tell', text: 'SELECT pg_notify($1, $2)', values: [channel(this.shard), ''] });
  }

  get alive(): boolean {
    return this.lost === undefined;
  }

  async query<R extends object>(config: { name: string; text: string; values: unknown[] }): Promise<{ rows: R[] }> {
    if (this.lost) throw this.lost;
    return this.client.query<R>(config);
  }

  async tryLead(): Promise<boolean> {
    const { rows } = await this.query<{ leading: boolean }>({ name: 'relay-lead', text: 'SELECT pg_try_advisory_lock($1, $2) AS leading', values: [LEADER_LOCKS, this.shard] });
    return rows[0]?.leading === true;
  }

  /** Where to go on; after a restore into another cluster, whose transaction ids mean something else, first adopts the rows not sent yet. */
  async load(): Promise<RelayState> {
    const system = await this.query<{ id: string }>({ name: 'relay-system', text: 'SELECT system_identifier::text AS id FROM pg_control_system()', values: [] });
    await this.query({
      name: 'relay-adopt',
      text: `SELECT outbox_adopt(shard, $2::bigint) FROM relay_state WHERE shard = $1 AND system_identifier IS DISTINCT FROM $2::bigint`,
      values: [this.shard, system.rows[0]?.id],
    });
    const { rows } = await this.query<RelayState>({
      name: 'relay-load',
      text: `SELECT snapshot::text, target::text, after_seq AS "afterSeq", high_seq AS "highSeq" FROM relay_state WHERE shard = $1`,
      values: [this.shard],
    });
    if (!rows[0]) throw new Error(`there is no relay state for shard ${this.shard}`);
    return rows[0];
  }

  async save(state: RelayState): Promise<void> {
    await this.query({
      name: 'relay-save',
      text: `UPDATE relay_state SET snapshot = $2::pg_snapshot, target = $3::pg_snapshot, after_seq = $4, high_seq = $5, updated_at = clock_timestamp() WHERE shard = $1`,
      values: [this.shard, state.snapshot, state.target, state.afterSeq, state.highSeq],
    });
  }

  /** Empties the slots of the ring that are no longer written to and hold nothing unsent. */
  async emptyRing(slots: number): Promise<number> {
    const { rows } = await this.query<{ emptied: boolean }>({
      name: 'relay-ring',
      text: `SELECT outbox_empty(slot::smallint) AS emptied FROM generate_series(0, $1::int - 1) slot
              WHERE slot NOT IN (outbox_ring(), (outbox_ring() + $1 - 1) % $1) AND pg_relation_size(('outbox_' || slot)::regclass) > 0`,
      values: [slots],
    });
    return rows.filter(({ emptied }) => emptied).length;
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}
