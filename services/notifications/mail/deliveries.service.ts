import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '#libs/contracts/primitives';
import { Clock } from '#libs/database/clock';
import { Ids } from '#libs/database/ids';
import { Delivery } from './delivery.entity.ts';

export interface NewDelivery {
  readonly eventId: string;
  readonly template: string;
  readonly recipient: string;
  readonly recipientName: string;
  readonly locale: Locale;
  readonly data: object;
  readonly sealedLink?: string | undefined;
  readonly linkExpiresAt?: string | undefined;
}

/** The queue of mails: rows are written in the consumer's transaction and sent by the sender later. */
@Injectable()
export class Deliveries {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Adds mails; one per event, address and template, however often it is asked. */
  async enqueue(tx: EntityManager, mails: readonly NewDelivery[]): Promise<void> {
    if (mails.length === 0) return;
    const now = this.clock.now();
    const rows = mails.map(({ sealedLink = null, linkExpiresAt, ...mail }) => ({
      ...mail,
      id: this.ids.uuid(),
      sealedLink,
      linkExpiresAt: linkExpiresAt === undefined ? null : new Date(linkExpiresAt),
      status: 'due' as const,
      dueAt: now,
      attempts: 0,
      deferrals: 0,
      attemptStartedAt: null,
      repeats: 0,
      lastError: null,
      createdAt: now,
      settledAt: null,
    }));
    await tx.createQueryBuilder().insert().into(Delivery).values(rows).orIgnore().updateEntity(false).execute();
  }

  /** Takes an address out of every row, and stops what is still to be sent to it or speaks of it. */
  async erase(tx: EntityManager, email: string): Promise<void> {
    const now = this.clock.now();
    await tx.query(
      `UPDATE delivery SET status = 'cancelled', settled_at = $2, last_error = 'person erased', data = '{}', sealed_link = NULL
       WHERE status IN ('due', 'failed') AND (recipient = $1 OR data ->> 'personEmail' = $1)`,
      [email, now],
    );
    await tx.query(`UPDATE delivery SET recipient = 'erased-' || id, recipient_name = '' WHERE recipient = $1`, [email]);
  }
}
