import type { EntityManager } from 'typeorm';
import { RING_SLOTS } from './outbox.tables.ts';
import { LEADER_LOCKS } from './relay.session.ts';

/** What one slot of the ring holds. */
export interface OutboxSlot {
  readonly slot: number;
  /** Written to at this moment. */
  readonly current: boolean;
  /** Rows of any kind: those that are sent stay until the slot is emptied. */
  readonly rows: number;
  readonly waiting: number;
  /** ISO 8601, of the oldest that waits; null where none does. */
  readonly oldestWaitingAt: string | null;
  readonly bytes: number;
}

/** Who sends a shard, and since when it has moved. */
export interface OutboxRelay {
  readonly shard: number;
  /** The leader's connection as PostgreSQL knows it, such as `leads relay 0 from 10.1.2.3`; null where nobody leads. */
  readonly leader: string | null;
  /** ISO 8601: when its position last moved. */
  readonly movedAt: string;
}

export interface OutboxStatus {
  readonly waiting: number;
  /** Seconds; 0 where nothing waits. */
  readonly oldestSeconds: number;
  readonly slots: readonly OutboxSlot[];
  readonly relays: readonly OutboxRelay[];
}

type SlotRow = Omit<OutboxSlot, 'oldestWaitingAt'> & { readonly oldest: Date | null };

/** Everything that the outbox holds, counted: on an outbox of millions of rows it takes seconds. */
export async function outboxStatus(tx: EntityManager, now: Date): Promise<OutboxStatus> {
  const slots = (await tx.query<SlotRow[]>(slotsQuery, [RING_SLOTS])).map(({ oldest, ...slot }) => ({ ...slot, oldestWaitingAt: oldest?.toISOString() ?? null }));
  const relays = await tx.query<(Omit<OutboxRelay, 'movedAt'> & { movedAt: Date })[]>(relaysQuery);
  const ages = slots.flatMap(({ oldestWaitingAt: oldest }) => (oldest === null ? [] : [(now.getTime() - Date.parse(oldest)) / 1000]));
  return {
    waiting: slots.reduce((sum, { waiting }) => sum + waiting, 0),
    oldestSeconds: Math.max(0, ...ages),
    slots,
    relays: relays.map((relay) => ({ ...relay, movedAt: relay.movedAt.toISOString() })),
  };
}

// Waiting is what the relay would send next: not visible in its snapshot, and of the window that is being sent what is not acknowledged. After a restore into
// another cluster what is judged so is what the relay will keep when it starts (outbox_adopt); a shard that no relay ever took up waits as a whole.
// An event's id is a UUIDv7, which begins with its milliseconds.
const slotsQuery = `
  WITH system AS (SELECT system_identifier AS id FROM pg_control_system()),
       held AS (
         SELECT o.ring, o.id,
                CASE WHEN r.system_identifier IS NULL THEN true
                     WHEN r.system_identifier <> s.id THEN NOT (o.seq <= r.high_seq AND pg_visible_in_snapshot(o.xid, r.snapshot))
                     ELSE NOT pg_visible_in_snapshot(o.xid, r.snapshot)
                          AND NOT (r.target IS NOT NULL AND o.seq <= r.after_seq AND pg_visible_in_snapshot(o.xid, r.target)) END AS waits
           FROM outbox o CROSS JOIN system s LEFT JOIN relay_state r ON r.shard = o.shard)
  SELECT n AS slot, n = outbox_ring() AS current, count(h.id)::int AS rows, (count(h.id) FILTER (WHERE h.waits))::int AS waiting,
         to_timestamp(('x' || left(replace(min(h.id::text) FILTER (WHERE h.waits), '-', ''), 12))::bit(48)::bigint / 1000.0) AS oldest,
         pg_total_relation_size(('outbox_' || n)::regclass)::float8 AS bytes
    FROM generate_series(0, $1::int - 1) n LEFT JOIN held h ON h.ring = n
   GROUP BY n ORDER BY n`;

// A session lock of two parts; anybody may see who holds it, though not whose statements run.
const relaysQuery = `
  SELECT r.shard, r.updated_at AS "movedAt",
         (SELECT coalesce(nullif(a.application_name, ''), 'a connection') || coalesce(' from ' || host(a.client_addr), '')
            FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
           WHERE l.locktype = 'advisory' AND l.classid = ${LEADER_LOCKS} AND l.objid = r.shard AND l.objsubid = 2 AND l.granted
             AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS leader
    FROM relay_state r
   WHERE r.system_identifier IS NOT NULL OR EXISTS (SELECT 1 FROM outbox o WHERE o.shard = r.shard) ORDER BY r.shard`;
