import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Sweeper } from '#libs/database/due';
import { Audit } from '#libs/messaging/audit';
import { Outbox } from '#libs/messaging/outbox';
import { Config } from './config.ts';

const dayMs = 86_400_000;
/** Longer than events are kept (30 days): an event that comes again must still meet the row that says "mailed already". */
const mailDays = 90;
const feedDays = 365;
const rowsAtOnce = 500;
const actor = { kind: 'system', name: 'notifications.retention' } as const;

/** Gives up failed mails that nobody settled, and forgets mails that ended and feed entries that nobody scrolls back to. */
@Injectable()
export class Retention implements OnModuleInit {
  constructor(
    private readonly config: Config,
    private readonly sweeper: Sweeper,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.sweeper.every({ name: 'mail.give-up', intervalMs: 600_000, run: (tx, now) => this.giveUpFailedMails(tx, now) });
    this.sweeper.every({ name: 'mail.purge', intervalMs: 600_000, run: (tx, now) => purgeMails(tx, now) });
    this.sweeper.every({ name: 'feed.purge', intervalMs: 600_000, run: (tx, now) => purgeFeed(tx, now) });
  }

  /** Nothing that names a person outlives this, the mail server's answer included, which may quote the address; the row stays as the others do. */
  private async giveUpFailedMails(tx: EntityManager, now: Date): Promise<number> {
    const before = new Date(now.getTime() - this.config.FAILED_MAILS_KEPT);
    const [given] = await tx.query<[Array<{ id: string; template: string }>, number]>(
      `UPDATE delivery SET status = 'cancelled', settled_at = $2, last_error = 'failed, and nobody settled it in time', data = '{}', sealed_link = NULL,
              recipient = 'erased-' || id, recipient_name = ''
        WHERE id IN (SELECT id FROM delivery WHERE status = 'failed' AND settled_at < $1 ORDER BY settled_at LIMIT $3 FOR UPDATE SKIP LOCKED)
        RETURNING id, template`,
      [before, now, rowsAtOnce],
    );
    await this.outbox.appendAll(
      tx,
      given.map(({ id, template }) => this.audit.item({ actor, action: 'failed_mail.given_up', subject: { kind: 'mail', id }, details: { template } })),
    );
    return given.length;
  }
}

async function purgeMails(tx: EntityManager, now: Date): Promise<number> {
  return purge(tx, `DELETE FROM delivery WHERE id IN (SELECT id FROM delivery WHERE status IN ('sent', 'cancelled') AND settled_at < $1 LIMIT $2)`, now, mailDays);
}

async function purgeFeed(tx: EntityManager, now: Date): Promise<number> {
  return purge(tx, 'DELETE FROM feed_entry WHERE id IN (SELECT id FROM feed_entry WHERE created_at < $1 LIMIT $2)', now, feedDays);
}

async function purge(tx: EntityManager, sql: string, now: Date, days: number): Promise<number> {
  const [, count] = await tx.query<[unknown[], number]>(sql, [new Date(now.getTime() - days * dayMs), rowsAtOnce]);
  return count;
}
