import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { type Span, SpanKind } from '@opentelemetry/api';
import type { EntityManager } from 'typeorm';
import { Clock } from '#libs/database/clock';
import { failed } from '#libs/database/tracing';
import { type MessageContext, withContext } from '#libs/messaging/context';
import { inSpan } from '#libs/messaging/tracing';
import type { Delivery } from './delivery.entity.ts';
import { DeliveryQueue, leaseMs } from './delivery.queue.ts';
import { ExpiredLinks } from './expired-links.ts';
import { MailBreaker } from './mail.breaker.ts';
import { MailComposer, MailNotComposable } from './mail.composer.ts';
import { mailFailure, type MailFailure } from './mail.failure.ts';
import { MailMetrics } from './mail.metrics.ts';
import { deferralMs, maxDeferrals } from './mail.schedule.ts';
import { MailTransport } from './mail.transport.ts';

const recordRetriesMs = [50, 200, 1_000, 3_000];

/** Records how an attempt ended; once more, where that did not work. */
type Ending = () => Promise<void>;

/** Sends one claimed mail and records how it ended. */
@Injectable()
export class MailSender {
  private readonly logger = new Logger('MailSender');

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly composer: MailComposer,
    private readonly transport: MailTransport,
    private readonly breaker: MailBreaker,
    private readonly metrics: MailMetrics,
    private readonly expired: ExpiredLinks,
    private readonly clock: Clock,
  ) {}

  /** Claims what is due, at most `limit`, and sends it; returns how many were claimed. For specs and commands. */
  async sendDue(limit: number): Promise<number> {
    const claimed = await this.queue.claim(limit);
    await Promise.all(claimed.map((delivery) => this.send(delivery)));
    return claimed.length;
  }

  /** Rejects only where the result could not be recorded: the mail is then sent again when its lease ends, and that counts as a repeat. */
  async send(delivery: Delivery): Promise<void> {
    // Met while claiming: an attempt began and its end was never recorded, because the process died or the connection broke.
    if (delivery.attemptStartedAt !== null) this.metrics.repeated(delivery.template);
    const lease = setInterval(() => void this.queue.renew(delivery.id).catch(() => undefined), leaseMs / 3);
    const attributes = { 'mail.id': delivery.id, 'mail.template': delivery.template, 'mail.attempt': delivery.attempts + 1 };
    try {
      await inSpan('send mail', { kind: SpanKind.CLIENT, attributes, traceparent: delivery.traceparent ?? undefined }, ({ span, traceparent }) =>
        withContext(contextOf(delivery, traceparent), async () => this.record(delivery, await this.attempt(delivery, span))),
      );
    } finally {
      clearInterval(lease);
    }
  }

  private async attempt(delivery: Delivery, span: Span): Promise<Ending> {
    let linkExpired: boolean;
    try {
      const mail = await this.composer.compose(delivery);
      linkExpired = mail.linkExpired;
      await this.transport.send(mail);
    } catch (error) {
      failed(span, error);
      if (error instanceof MailNotComposable) return this.giveUp(delivery, error.message);
      return this.putOff(delivery, mailFailure(error));
    }
    this.breaker.answered();
    this.metrics.attempted(delivery.template, linkExpired ? 'link_expired' : 'sent');
    if (linkExpired) return () => this.queue.settle(delivery.id, (row, tx) => this.recordNotice(row, tx));
    return () => this.queue.endSent(delivery);
  }

  private async recordNotice(row: Delivery, tx: EntityManager): Promise<void> {
    row.recordSent(this.clock.now(), 'the link had expired: the person was told how to get another');
    await this.expired.record(tx, row);
  }

  private giveUp(delivery: Delivery, why: string): Ending {
    this.metrics.attempted(delivery.template, 'not_composable');
    this.logger.error(`Mail ${delivery.id} (${delivery.template}) failed: ${why}`);
    return () => this.queue.settle(delivery.id, (row) => row.recordFailed(why, this.clock.now()));
  }

  private putOff(delivery: Delivery, { kind, known, why }: MailFailure): Ending {
    this.metrics.attempted(delivery.template, kind);
    const away = kind === 'unreachable';
    const breakMs = away ? this.breaker.failed() : 0;
    if (!away) this.breaker.answered();
    const ended = kind === 'refused' || (kind === 'deferred' && delivery.deferrals >= maxDeferrals);
    this.logger[ended ? 'error' : 'warn'](`Mail ${delivery.id} (${delivery.template}) ${ended ? 'failed' : 'waits'}: ${kind}`);
    const change = (row: Delivery): void => {
      const now = this.clock.now();
      if (ended) return row.recordFailed(why, now);
      const until = new Date(now.getTime() + (away ? breakMs : deferralMs(row.deferrals)));
      row.putOff(why, until, { known, deferred: !away });
    };
    return () => this.queue.settle(delivery.id, change);
  }

  /** The mail server has spoken; while this process lives, a moment without database need not cost a second mail. */
  private async record({ id }: Delivery, end: Ending): Promise<void> {
    for (const waitMs of recordRetriesMs) {
      try {
        return await end();
      } catch (error) {
        this.logger.warn(`The end of the attempt at mail ${id} could not be recorded yet: ${error instanceof Error ? error.name : 'unknown'}`);
        await pause(waitMs);
      }
    }
    await end();
  }
}

/** What lines about a mail, and events that its sending brings about, have of the event that asked for it. */
function contextOf({ correlationId, eventId }: Delivery, traceparent: string): MessageContext {
  return { correlationId: correlationId ?? eventId, traceparent };
}
