import type { EntityManager, EntityTarget } from 'typeorm';
import type { Database } from '#libs/database/database';
import type { Outbox, OutgoingEvent } from './outbox.ts';

const batch = 200;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Tells the state of a service's rows again, as `*.snapshotted.v1`, for copies that are built anew. Safe to repeat: readers take the latest by sequence. */
export class Snapshots {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly service: string,
  ) {}

  /**
   * Appends what `tell` makes of every row, in the order of the ids, and returns how many events that were. Rows are locked while theirs is written, so
   * that it cannot be older than an event before it.
   *
   * @example await snapshots.ofEach(Partner, (partners) => partners.map(partnerSnapshot));
   */
  async ofEach<T extends { id: string }>(entity: EntityTarget<T>, tell: (rows: T[], tx: EntityManager) => OutgoingEvent[] | Promise<OutgoingEvent[]>): Promise<number> {
    let count = 0;
    for (let after: string | undefined = beforeAll; after !== undefined; ) {
      const last: string = after;
      after = await this.inTransaction(async (tx) => {
        const rows = await tx.createQueryBuilder(entity, 'row').where('row.id > :last', { last }).orderBy('row.id').limit(batch).setLock('pessimistic_write').getMany();
        count += (await this.outbox.appendAll(tx, await tell(rows, tx))).length;
        return rows.length < batch ? undefined : rows.at(-1)?.id;
      });
    }
    return count;
  }

  /** The same of what is few and read at once. */
  async of(tell: (tx: EntityManager) => Promise<OutgoingEvent[]>): Promise<number> {
    return this.inTransaction(async (tx) => (await this.outbox.appendAll(tx, await tell(tx))).length);
  }

  private inTransaction<R>(work: (tx: EntityManager) => Promise<R>): Promise<R> {
    return this.database.inTransaction({ kind: 'system', name: `${this.service}.republish` }, work);
  }
}
