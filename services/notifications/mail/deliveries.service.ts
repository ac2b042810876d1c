import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '#libs/contracts/primitives';
import { Clock } from '#libs/database/clock';
import { Ids } from '#libs/database/ids';
import type { PreparedStatement } from '#libs/database/prepared.statement';
import { prepared } from '#libs/database/transaction.work';

export interface NewDelivery {
  readonly eventId: string;
  readonly template: string;
  readonly recipient: string;
  readonly recipientName: string;
  readonly locale: Locale;
  readonly data: object;
  readonly sealedLink?: string | undefined;
  readonly linkExpiresAt?: string | undefined;
  /** Of the event that asked for it. */
  readonly traceparent?: string | undefined;
  readonly correlationId?: string | undefined;
}

const enqueuing: PreparedStatement = {
  name: 'delivery-enqueue',
  text: `INSERT INTO delivery (id, event_id, template, recipient, recipient_name, locale, data, sealed_link, link_expires_at, traceparent, correlation_id, status, due_at, attempts, deferrals, repeats, created_at)
         SELECT id, "eventId", template, recipient, "recipientName", locale, data, "sealedLink", "linkExpiresAt", traceparent, "correlationId", 'due', $2, 0, 0, 0, $2
           FROM jsonb_to_recordset($1) AS mail (id uuid, "eventId" text, template text, recipient text, "recipientName" text, locale text, data jsonb, "sealedLink" text, "linkExpiresAt" timestamptz, traceparent text, "correlationId" text)
         ON CONFLICT (event_id, recipient, template) DO NOTHING`,
};

/** The queue of mails: rows are written in the consumer's transaction and sent by the sender later. */
@Injectable()
export class Deliveries {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Adds mails in one statement; one per event, address and template, however often it is asked. */
  async enqueue(tx: EntityManager, mails: readonly NewDelivery[]): Promise<void> {
    if (mails.length === 0) return;
    const now = this.clock.now();
    const rows = mails.map((mail) => ({ ...mail, id: this.ids.uuid() }));
    await prepared(tx, enqueuing, [JSON.stringify(rows), now]);
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
