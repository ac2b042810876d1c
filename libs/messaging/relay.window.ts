import type { OutboxRow } from './outbox.record.ts';

/** How far a shard has been sent: everything visible in `snapshot`, and of what `target` shows beyond it everything up to `afterSeq`. */
export interface RelayState {
  readonly snapshot: string;
  /** The far end of the window that is being sent; null between windows. */
  readonly target: string | null;
  readonly afterSeq: string;
  /** The highest number ever sent. */
  readonly highSeq: string;
}

export interface Page {
  readonly rows: readonly OutboxRow[];
  /** The state once these rows are acknowledged. */
  readonly state: RelayState;
}

export interface Queryable {
  query<R extends object>(config: { name: string; text: string; values: unknown[] }): Promise<{ rows: R[] }>;
}

/** Reads the next page of what is to be sent; replaced in the test that shows why it is not `id > last`. */
export type ReadPage = (db: Queryable, shard: number, state: RelayState, limit: number) => Promise<Page>;

const columns = `o.id, o.aggregatetype AS topic, o.aggregateid AS aggregate, o.type, o.payload::text AS payload, o.headers, o.sequence, o.seq`;

/**
 * Two snapshots differ exactly by the transactions that committed between them, in whatever order their numbers were drawn. So nothing is skipped
 * when a lower number commits after a higher one, and nobody has to wait for the oldest running transaction.
 */
export const readPage: ReadPage = async (db, shard, state, limit) => (state.target === null ? openWindow(db, shard, state, limit) : nextPage(db, shard, state, state.target, limit));

async function openWindow(db: Queryable, shard: number, state: RelayState, limit: number): Promise<Page> {
  const { rows } = await db.query<OutboxRow & { target: string; id: string | null }>({
    name: 'relay-window',
    // One statement has one snapshot: the rows seen are those visible in pg_current_snapshot().
    // `+ 0` keeps the planner from walking the number's index past everything that was sent since the slot was emptied.
    text: `SELECT s.target, o.* FROM (SELECT pg_current_snapshot()::text AS target) s LEFT JOIN LATERAL (
             SELECT ${columns} FROM outbox o
              WHERE o.shard = $1 AND (o.xid >= pg_snapshot_xmax($2::pg_snapshot) OR o.xid = ANY ($3::xid8[]))
              ORDER BY o.seq + 0 LIMIT $4) o ON true ORDER BY o.seq`,
    values: [shard, state.snapshot, inProgress(state.snapshot), limit],
  });
  const target = rows[0]?.target ?? state.snapshot;
  return page(rows[0]?.id == null ? [] : rows, state, target, limit);
}

/** Pages of a large window go along the number's index: each costs what it returns, not what the window holds. */
async function nextPage(db: Queryable, shard: number, state: RelayState, target: string, limit: number): Promise<Page> {
  const { rows } = await db.query<OutboxRow>({
    name: 'relay-page',
    text: `SELECT ${columns} FROM outbox o
            WHERE o.shard = $1 AND o.seq > $2 AND pg_visible_in_snapshot(o.xid, $3::pg_snapshot) AND NOT pg_visible_in_snapshot(o.xid, $4::pg_snapshot)
            ORDER BY o.seq LIMIT $5`,
    values: [shard, state.afterSeq, target, state.snapshot, limit],
  });
  return page(rows, state, target, limit);
}

function page(rows: readonly OutboxRow[], state: RelayState, target: string, limit: number): Page {
  const last = rows.at(-1)?.seq ?? '0';
  const highSeq = BigInt(last) > BigInt(state.highSeq) ? last : state.highSeq;
  const complete = rows.length < limit;
  return { rows, state: complete ? { snapshot: target, target: null, afterSeq: '0', highSeq } : { snapshot: state.snapshot, target, afterSeq: last, highSeq } };
}

/** The transactions that were running when the snapshot was taken: `xmin:xmax:xip,xip`. */
function inProgress(snapshot: string): string[] {
  return (snapshot.split(':')[2] ?? '').split(',').filter((xid) => xid !== '');
}
