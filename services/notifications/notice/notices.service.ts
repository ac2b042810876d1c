import { Injectable, Logger } from '@nestjs/common';
import type { Counter } from 'prom-client';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Locale } from '#libs/contracts/primitives';
import { Metrics } from '#libs/service/metrics';
import { MailDigestQueue, type NewDigestLine } from '../digest/mail-digest.queue.ts';
import type { NewFeedEntry } from '../feed/feed.service.ts';
import type { NewDelivery } from '../mail/deliveries.service.ts';
import { NoticePreferences, type Ways } from '../preference/notice-preferences.ts';
import { type FeedText, renderFeed } from '../template/renderer.ts';
import type { ForFeed } from '../template/message.ts';
import type { Addressee, FeedNotice, Notice } from './notice.ts';
import { NoticeBatch } from './notice-batch.ts';

/** Turns what is to be told into mails and feed entries, within the consumer's transaction. */
@Injectable()
export class Notices {
  private readonly logger = new Logger('Notices');
  private readonly unaddressed: Counter;

  constructor(
    private readonly batch: NoticeBatch,
    private readonly preferences: NoticePreferences,
    private readonly digests: MailDigestQueue,
    metrics: Metrics,
  ) {
    this.unaddressed = metrics.counter('notices_unaddressed_total', 'Notices that reached nobody, neither by mail nor in a feed', ['template']);
  }

  async tell<D extends z.ZodObject>(tx: EntityManager, eventId: string, notice: Notice<D>): Promise<void> {
    // Defaults are filled in and odd data found out now, not days later while sending.
    const data = notice.message.data.parse(notice.data);
    const waysTo = await this.waysTo(tx, notice);
    const texts = await feedTexts(notice, data);
    const mails: NewDelivery[] = [];
    const entries: NewFeedEntry[] = [];
    const later: NewDigestLine[] = [];
    for (const to of notice.to) {
      const { mail, feed } = waysTo(to);
      const text = texts.get(to.locale);
      if (to.address !== undefined && mail === 'daily' && to.userId !== undefined && text) later.push({ ...text, userId: to.userId, eventId, template: notice.message.name });
      else if (mail !== 'never') mails.push(...mailTo(to, eventId, notice, data));
      if (feed && notice.isMailAlone !== true) entries.push(...entryFor(to, eventId, notice, text));
    }
    if (mails.length + entries.length + later.length === 0) this.reachesNobody(eventId, notice.message.name, notice.to.length);
    await this.digests.add(tx, later);
    await this.batch.add(tx, mails, entries);
  }

  /** Puts it into feeds as it happens, for whoever wants that kind there; mails tell of it later. */
  async note<D extends z.ZodObject>(tx: EntityManager, eventId: string, notice: FeedNotice<D>): Promise<void> {
    const data = notice.message.data.parse(notice.data);
    const waysTo = await this.waysTo(tx, notice);
    const texts = await feedTexts(notice, data);
    const entries = notice.to.flatMap((to) => (waysTo(to).feed ? entryFor(to, eventId, notice, texts.get(to.locale)) : []));
    if (entries.length === 0) this.reachesNobody(eventId, notice.message.name, notice.to.length);
    await this.batch.add(tx, [], entries);
  }

  /** What is essential comes at once whatever people prefer; else their choice for the kind counts, within what they want at all. */
  private async waysTo(tx: EntityManager, { message: { kind }, to }: ToldTo): Promise<(to: Addressee) => Ways> {
    if (kind === 'essential') return () => always;
    const chosen = await this.preferences.ways(tx, to.flatMap(({ userId }) => userId ?? []), kind);
    return ({ userId, mailWanted, feedWanted }) => {
      const { mail, feed } = userId === undefined ? always : chosen(userId);
      return { mail: mailWanted ? mail : 'never', feed: feedWanted && feed };
    };
  }

  /** Everybody may have switched it off; where there was nobody at all, somebody should know. */
  private reachesNobody(eventId: string, template: string, asked: number): void {
    this.unaddressed.inc({ template });
    if (asked === 0) this.logger.warn(`Event ${eventId}: there is nobody yet to tell "${template}" to; set TEAM_MAILBOX or make an admin`);
  }
}

const always: Ways = { mail: 'at_once', feed: true };

interface ToldTo {
  readonly message: ForFeed;
  readonly to: readonly Addressee[];
}

function entryFor({ userId: recipientId }: Addressee, eventId: string, { message: { name: kind } }: ToldTo, text: FeedText | undefined): NewFeedEntry[] {
  return recipientId === undefined || text === undefined ? [] : [{ ...text, recipientId, eventId, kind }];
}

function mailTo<D extends z.ZodObject>({ address: recipient, name: recipientName, locale }: Addressee, eventId: string, { message, sealedLink, linkExpiresAt }: Notice<D>, data: object): NewDelivery[] {
  return recipient === undefined ? [] : [{ eventId, template: message.name, recipient, recipientName, locale, data, sealedLink, linkExpiresAt }];
}

/** The text is the same for everybody who reads one language; asked for where anybody signs in. */
async function feedTexts({ message, to }: ToldTo, data: object): Promise<ReadonlyMap<Locale, FeedText | undefined>> {
  const languages = new Set(to.flatMap(({ userId, locale }) => (userId === undefined ? [] : [locale])));
  return new Map(await Promise.all([...languages].map(async (locale) => [locale, await renderFeed(message, data, locale)] as const)));
}
