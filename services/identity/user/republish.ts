import { MoreThan } from 'typeorm';
import type { Database } from '#libs/database/database';
import type { Outbox } from '#libs/messaging/outbox';
import { User } from './user.entity.ts';
import { userSnapshotted } from './user.events.ts';

const system = { kind: 'system', name: 'identity.republish' } as const;
const batch = 200;

/** Appends a snapshot of everybody and returns how many. Rows are locked while theirs is appended, so that none is older than a change that precedes it. */
export async function republishUsers(database: Database, outbox: Outbox): Promise<number> {
  let count = 0;
  for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
    const users = await database.inTransaction(system, async (tx) => {
      const some = await tx.getRepository(User).find({ where: { id: MoreThan(last) }, order: { id: 'ASC' }, take: batch, lock: { mode: 'pessimistic_write' } });
      await outbox.appendAll(tx, some.map(userSnapshotted));
      return some;
    });
    count += users.length;
    if (users.length < batch) return count;
    last = users.at(-1)?.id ?? last;
  }
}
