import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { currentContext } from '#libs/messaging/context';
import type { FeedNotice, Notice } from './notice.ts';
import { NoticeBatch } from './notice-batch.ts';

/** Takes what is to be told, within the consumer's transaction. */
@Injectable()
export class Notices {
  constructor(private readonly batch: NoticeBatch) {}

  async tell<D extends z.ZodObject>(tx: EntityManager, eventId: string, { message, to, data, sealedLink, linkExpiresAt, isMailAlone }: Notice<D>): Promise<void> {
    // Defaults are filled in and odd data found out now, not days later while sending, nor with what other events tell.
    const checked = message.data.parse(data);
    await this.batch.add(tx, { eventId, message, to, data: checked, sealedLink, linkExpiresAt, ways: isMailAlone === true ? 'mail' : 'both', context: currentContext() });
  }

  /** Puts it into feeds as it happens, for whoever wants that kind there; mails tell of it later. */
  async note<D extends z.ZodObject>(tx: EntityManager, eventId: string, { message, to, data }: FeedNotice<D>): Promise<void> {
    await this.batch.add(tx, { eventId, message, to, data: message.data.parse(data), ways: 'feed', context: currentContext() });
  }
}
