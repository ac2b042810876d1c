import { Injectable, Logger } from '@nestjs/common';
import type { Counter } from 'prom-client';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Locale } from '#libs/contracts/primitives';
import { Metrics } from '#libs/service/metrics';
import type { NewFeedEntry } from '../feed/feed.service.ts';
import type { NewDelivery } from '../mail/deliveries.service.ts';
import { type FeedText, renderFeed } from '../template/renderer.ts';
import type { Addressee, Notice } from './notice.ts';
import { NoticeBatch } from './notice-batch.ts';

/** Turns what is to be told into mails and feed entries, within the consumer's transaction. */
@Injectable()
export class Notices {
  private readonly logger = new Logger('Notices');
  private readonly unaddressed: Counter;

  constructor(
    private readonly batch: NoticeBatch,
    metrics: Metrics,
  ) {
    this.unaddressed = metrics.counter('notices_unaddressed_total', 'Notices that reached nobody, neither by mail nor in a feed', ['template']);
  }

  async tell<D extends z.ZodObject>(tx: EntityManager, eventId: string, notice: Notice<D>): Promise<void> {
    // Defaults are filled in and odd data found out now, not days later while sending.
    const data = notice.message.data.parse(notice.data);
    const mails = notice.to.flatMap((to) => this.mail(eventId, notice, data, to));
    const entries = await this.entries(eventId, notice, data);
    if (mails.length + entries.length === 0) this.reachesNobody(eventId, notice.message.name, notice.to.length);
    await this.batch.add(tx, mails, entries);
  }

  private mail<D extends z.ZodObject>(eventId: string, { message, sealedLink, linkExpiresAt }: Notice<D>, data: object, to: Addressee): NewDelivery[] {
    if (to.address === undefined || !(message.essential || to.mailWanted)) return [];
    const { address: recipient, name: recipientName, locale } = to;
    return [{ eventId, template: message.name, recipient, recipientName, locale, data, sealedLink, linkExpiresAt }];
  }

  /** The text is the same for everybody who reads one language. */
  private async entries<D extends z.ZodObject>(eventId: string, { message, to }: Notice<D>, data: object): Promise<NewFeedEntry[]> {
    const texts = new Map<Locale, FeedText | undefined>();
    const entries: NewFeedEntry[] = [];
    for (const { userId, locale, feedWanted } of to) {
      if (userId === undefined || !(message.essential || feedWanted)) continue;
      if (!texts.has(locale)) texts.set(locale, await renderFeed(message, data, locale));
      const text = texts.get(locale);
      if (text) entries.push({ ...text, recipientId: userId, eventId, kind: message.name });
    }
    return entries;
  }

  /** Everybody may have switched it off; where there was nobody at all, somebody should know. */
  private reachesNobody(eventId: string, template: string, asked: number): void {
    this.unaddressed.inc({ template });
    if (asked === 0) this.logger.warn(`Event ${eventId}: there is nobody yet to tell "${template}" to; set TEAM_MAILBOX or make an admin`);
  }
}
