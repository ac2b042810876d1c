import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { failedMail, failedMailsQuery } from '#libs/contracts/http/notifications';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { keysetPage, type Page } from '#libs/database/keyset';
import { Audit } from '#libs/messaging/audit';
import { Delivery } from './delivery.entity.ts';
import { FailedMailNotFound } from './delivery.errors.ts';
import { lockDelivery } from './delivery.queue.ts';

const sorts = { failedAt: { by: 'delivery.settledAt', type: 'timestamptz' } } as const;

/** What an operator sees and does about mails that were refused for good. */
@Injectable()
export class FailedMails {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Newest failure first. */
  async list(actor: Actor, { limit, cursor }: z.output<typeof failedMailsQuery>): Promise<Page<z.output<typeof failedMail>>> {
    const page = await this.database.inTransaction(actor, (tx) => {
      const query = tx.getRepository(Delivery).createQueryBuilder('delivery').where('delivery.status = :status', { status: 'failed' });
      return keysetPage(query, { list: 'failed-mails', sorts, sort: '-failedAt', limit, cursor });
    });
    return { ...page, items: page.items.map(view) };
  }

  /** Puts the mail back into the queue; for a mail that is no longer failed this is refused. */
  async retry(actor: Actor, id: string): Promise<void> {
    await this.change(actor, id, 'failed_mail.retried', undefined, (delivery) => delivery.retry(this.clock.now()));
  }

  /** Gives the mail up and forgets what it was to say. */
  async discard(actor: Actor, id: string, reason: string): Promise<void> {
    await this.change(actor, id, 'failed_mail.discarded', reason, (delivery) => delivery.cancel('discarded', this.clock.now()));
  }

  private async change(actor: Actor, id: string, action: string, why: string | undefined, verb: (delivery: Delivery) => void): Promise<void> {
    await this.database.inTransaction(actor, async (tx: EntityManager) => {
      const delivery = await lockDelivery(tx, id);
      if (!delivery) throw new FailedMailNotFound();
      if (delivery.status === 'due') throw new FailedMailNotFound();
      verb(delivery);
      await tx.save(delivery);
      const details = { template: delivery.template };
      await this.audit.record(tx, { actor, action, subject: { kind: 'mail', id }, details, ...(why === undefined ? {} : { why }) });
    });
  }
}

function view({ id, template, recipient, locale, eventId, lastError, attempts, createdAt, settledAt }: Delivery): z.output<typeof failedMail> {
  return { id, template, recipient, locale, eventId, error: lastError, attempts, createdAt: createdAt.toISOString(), failedAt: settledAt?.toISOString() ?? null };
}
