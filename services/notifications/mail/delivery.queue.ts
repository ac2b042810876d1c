import { Injectable } from '@nestjs/common';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { type EntityManager, In } from 'typeorm';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Gathering } from '#libs/database/gathering';
import { mayBeSentAgain } from '#libs/database/shared-commit';
import { inTransactionSpan } from '#libs/database/tracing';
import { currentContext, withContext } from '#libs/messaging/context';
import { claimed, claiming, type Claims, endingSent } from './delivery.claim.ts';
import { Delivery } from './delivery.entity.ts';

export const sendingActor: Actor = { kind: 'system', name: 'notifications.sender' };
/** How long a claim holds without being renewed: a mail of a process that died waits this long. */
export const leaseMs = 30_000;

/** What the end of an attempt does to its row. */
export type Settlement = (delivery: Delivery, tx: EntityManager) => void | Promise<void>;

interface End {
  readonly id: string;
  readonly change: Settlement;
}

/** What the sender does to the table, and no transaction is open while a mail is sent. */
@Injectable()
export class DeliveryQueue {
  /** Attempts that end together, or while others are being recorded, share the next transaction. */
  private readonly ends: Gathering<End, void>;
  private readonly take: (limit: number) => Promise<Claims>;
  private readonly writeSent: (sent: Delivery) => Promise<object>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.ends = new Gathering<End, void>({
      send: async (ends, alone) => {
        // Each of them has a span of its own, of which the shared transaction is no part.
        await context.with(ROOT_CONTEXT, () => this.database.inTransaction(sendingActor, (tx) => settle(tx, ends, alone)));
        return ends.map(() => undefined);
      },
      again: mayBeSentAgain,
    });
    // Most mails need no more than these two: a message each, where a transaction in steps took five and four.
    this.take = database.gatheredMessages<number, Claims>(sendingActor, (limits) => {
      const now = this.clock.now();
      return claiming(limits, now, this.leaseEnd(now));
    });
    this.writeSent = database.gatheredMessages<Delivery, object>(sendingActor, endingSent);
  }

  /**
   * Takes at most `limit` mails that are due and commits the marker of the attempt. `SKIP LOCKED` and the moved `due_at` keep other
   * instances away for the length of the lease.
   */
  async claim(limit: number): Promise<Delivery[]> {
    return claimed(await this.take(limit));
  }

  /** Keeps the claim while the mail server takes its time. */
  async renew(id: string): Promise<void> {
    await this.database.inTransaction(sendingActor, (tx) =>
      tx.query(`UPDATE delivery SET due_at = $2 WHERE id = $1 AND status = 'due' AND attempt_started_at IS NOT NULL`, [id, this.leaseEnd(this.clock.now())]),
    );
  }

  /** Records that the mail server took a mail, as it was claimed; `settle` is for every other end. A mail that was erased in the meantime stays as it is. */
  async endSent(delivery: Delivery): Promise<void> {
    // Of a copy, so that it can be recorded once more.
    const sent = Object.assign(new Delivery(), delivery);
    sent.recordSent(this.clock.now());
    await this.writeSent(sent);
  }

  /** Changes a mail that is still due; one that was erased in the meantime stays as it is. What `change` sets off has the caller's correlation id and trace. */
  settle(id: string, change: Settlement): Promise<void> {
    const cause = currentContext();
    return inTransactionSpan(() => this.ends.add({ id, change: (delivery, tx) => withContext(cause, () => change(delivery, tx)) }));
  }

  private leaseEnd(now: Date): Date {
    return new Date(now.getTime() + leaseMs);
  }
}

/** Together they wait for no row that somebody else holds: whoever has to does it alone, beside the others. */
async function settle(tx: EntityManager, ends: readonly End[], alone: boolean): Promise<void> {
  const deliveries = tx.getRepository(Delivery);
  const locked = await deliveries.find({
    where: { id: In(ends.map(({ id }) => id)), status: 'due' },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write', ...(alone ? {} : { onLocked: 'nowait' }) },
  });
  for (const delivery of locked) {
    for (const { id, change } of ends) if (id === delivery.id && delivery.status === 'due') await change(delivery, tx);
    // Not `save`, which reads the row once more.
    await deliveries.update(delivery.id, delivery);
  }
}

export function lockDelivery(tx: EntityManager, id: string): Promise<Delivery | null> {
  return tx.getRepository(Delivery).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
}
