import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database } from '#libs/database/database';
import { ConsumerHealth } from '#libs/messaging/health';
import { Outbox } from '#libs/messaging/outbox';
import type { Reading } from './looked-up.ts';
import type { Metrics } from './metrics.ts';

const actor = { kind: 'system', name: 'metrics' } as const;
/** More is not counted: the figure says that something is wrong, and reading it must not make it worse. */
const most = 100_000;

interface Row {
  readonly waiting: number;
  readonly oldest: number;
  readonly parked: readonly { status: string; keys: number; events: number }[];
  readonly transaction: number;
}

/** What waits in the outbox and in the parking, and how the consumer gets on; every replica says the same of the database that they share. */
export function observeMessaging(app: NestFastifyApplication, metrics: Metrics): void {
  const [database, consumer, { shards }] = [app.get(Database), app.get(ConsumerHealth), app.get(Outbox)];
  metrics.look({
    name: 'messaging',
    gauges: [
      { name: 'outbox_waiting_events', help: `Events that are committed and not sent yet, counted up to ${most}` },
      { name: 'outbox_oldest_waiting_seconds', help: 'Age of the oldest event that is committed and not sent yet; 0 where none waits' },
      { name: 'parked_keys', help: 'Keys whose events wait behind one that failed: tried again by themselves (retrying) or for a person (held)', labelNames: ['status'] },
      { name: 'parked_events', help: 'Events that failed or wait behind one that did', labelNames: ['status'] },
      { name: 'database_oldest_transaction_seconds', help: "Age of the oldest open transaction of the service's role" },
    ],
    read: async () => {
      const [row] = await database.inTransaction(actor, (tx) => tx.query<Row[]>(figures, [shards, most]));
      return row ? readings(row) : [];
    },
  });
  // Not when an event comes to its end: of a consumer that stands still nothing would be heard, and of partitions that went elsewhere what was once.
  metrics.series('consumer_lag_records', 'Records not yet taken to their end, of the partitions of this process', ['topic', 'partition'], () => Object.entries(consumer.snapshot().lag).map(([name, value]) => ({ labels: labelsOf(name), value })));
  metrics.gauge('consumer_assigned', '1 where this process is a member of the group and has partitions, or needs none', () => (consumer.state === 'idle' || consumer.assigned ? 1 : 0));
  metrics.gauge('consumer_blocked_partitions', 'Partitions whose next event is tried again in place, since the infrastructure fails', () => consumer.snapshot().blocked.length);
  metrics.gauge('consumer_last_progress_seconds', 'Unix time at which this process last took an event to its end; 0 before the first', () => Date.parse(consumer.snapshot().lastProgressAt ?? '') / 1000 || 0);
}

/** Of `topic/partition`. */
function labelsOf(name: string): { topic: string; partition: string } {
  const at = name.lastIndexOf('/');
  return { topic: name.slice(0, at), partition: name.slice(at + 1) };
}

function readings({ waiting, oldest, parked, transaction }: Row): Reading[] {
  const of = (status: string) => parked.find((each) => each.status === status) ?? { keys: 0, events: 0 };
  return [
    { name: 'outbox_waiting_events', value: waiting },
    { name: 'outbox_oldest_waiting_seconds', value: oldest },
    { name: 'database_oldest_transaction_seconds', value: transaction },
    ...['retrying', 'held'].flatMap((status) => [
      { name: 'parked_keys', labels: { status }, value: of(status).keys },
      { name: 'parked_events', labels: { status }, value: of(status).events },
    ]),
  ];
}

// An event's id is a UUIDv7, which begins with its milliseconds; PostgreSQL itself reads them from version 18 on only. Of a window that is being sent, what was acknowledged no longer waits.
const figures = `
  SELECT o.waiting, o.oldest, p.parked, t.transaction
    FROM (SELECT count(*)::int AS waiting, coalesce(greatest(extract(epoch FROM clock_timestamp() - to_timestamp(('x' || left(replace(min(id::text), '-', ''), 12))::bit(48)::bigint / 1000.0)), 0), 0)::float8 AS oldest
            FROM (SELECT o.id FROM relay_state r
                    JOIN outbox o ON o.shard = r.shard AND o.xid >= pg_snapshot_xmin(r.snapshot) AND NOT pg_visible_in_snapshot(o.xid, r.snapshot)
                     AND NOT (r.target IS NOT NULL AND o.seq <= r.after_seq AND pg_visible_in_snapshot(o.xid, r.target))
                   WHERE r.shard < $1 LIMIT $2) unsent) o,
         (SELECT coalesce(json_agg(s), '[]') AS parked
            FROM (SELECT k.status, count(DISTINCT (k.consumer, k.topic, k.key))::int AS keys, count(e.id)::int AS events
                    FROM parked_key k JOIN parked_event e ON (e.consumer, e.topic, e.key) = (k.consumer, k.topic, k.key) AND e.discarded_at IS NULL GROUP BY k.status) s) p,
         (SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::float8 AS transaction FROM pg_stat_activity
           WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()) t`;
