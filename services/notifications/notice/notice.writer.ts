import { Injectable, Logger } from '@nestjs/common';
import type { Counter } from 'prom-client';
import type { EntityManager } from 'typeorm';
import { withContext } from '#libs/messaging/context';
import { Metrics } from '#libs/service/metrics';
import { MailDigestQueue } from '../digest/mail-digest.queue.ts';
import { Feed } from '../feed/feed.service.ts';
import { Deliveries } from '../mail/deliveries.service.ts';
import { NoticePreferences, type Ways } from '../preference/notice-preferences.ts';
import { Recipients } from '../recipient/recipients.service.ts';
import type { Addressee } from './addressee.ts';
import type { Told } from './notice.ts';
import { writingsOf } from './writings.ts';

const always: Ways = { mail: 'at_once', feed: true };

/** Turns what is told into mails, lines of the next morning's mail and feed entries; one statement for each, one to find people and one for how they want to be told. */
@Injectable()
export class NoticeWriter {
  private readonly logger = new Logger('Notices');
  private readonly unaddressed: Counter;

  constructor(
    private readonly recipients: Recipients,
    private readonly preferences: NoticePreferences,
    private readonly digests: MailDigestQueue,
    private readonly deliveries: Deliveries,
    private readonly feed: Feed,
    metrics: Metrics,
  ) {
    this.unaddressed = metrics.counter('notices_unaddressed_total', 'Notices that reached nobody, neither by mail nor in a feed', ['template']);
  }

  /** In the order in which it was told. */
  async write(tx: EntityManager, notices: readonly Told[]): Promise<void> {
    const people = await this.recipients.find(tx, notices.flatMap(({ to }) => to.seeks));
    const addressed = notices.map((told) => ({ told, readers: told.to.among(people) }));
    const waysTo = await this.waysTo(tx, addressed);
    const written = await Promise.all(addressed.map(({ told, readers }) => writingsOf(told, readers.map((to) => ({ to, ...waysTo(told, to) })))));
    this.reachNobody(addressed.filter((_, index) => written[index]?.isEmpty));
    await this.digests.add(tx, written.flatMap(({ lines }) => lines));
    await this.deliveries.enqueue(tx, written.flatMap(({ mails }) => mails));
    await this.feed.add(tx, written.flatMap(({ entries }) => entries));
  }

  /** What is essential comes at once whatever people prefer; else their choice for the kind counts, within what they want at all. */
  private async waysTo(tx: EntityManager, addressed: readonly Addressed[]): Promise<(told: Told, to: Addressee) => Ways> {
    const asked = addressed.filter(({ told }) => told.message.kind !== 'essential').flatMap(({ readers }) => readers.flatMap(({ userId }) => userId ?? []));
    const chosen = await this.preferences.ways(tx, asked);
    return ({ message: { kind } }, { userId, mailWanted, feedWanted }) => {
      if (kind === 'essential') return always;
      const { mail, feed } = userId === undefined ? always : chosen(userId, kind);
      return { mail: mailWanted ? mail : 'never', feed: feedWanted && feed };
    };
  }

  /** Everybody may have switched it off; where there was nobody at all, somebody should know. One line for each template: a flood of events is not answered with a flood of lines. */
  private reachNobody(addressed: readonly Addressed[]): void {
    for (const { told } of addressed) this.unaddressed.inc({ template: told.message.name });
    for (const [template, [first, ...others] = []] of Map.groupBy(addressed.filter(({ readers }) => readers.length === 0), ({ told }) => told.message.name)) {
      if (first === undefined) continue;
      const { eventId, context } = first.told;
      const which = others.length === 0 ? `Event ${eventId}` : `Event ${eventId} and ${others.length} after it`;
      withContext(context, () => this.logger.warn(`${which}: there is nobody yet to tell "${template}" to; set TEAM_MAILBOX or make an admin`));
    }
  }
}

interface Addressed {
  readonly told: Told;
  readonly readers: readonly Addressee[];
}
