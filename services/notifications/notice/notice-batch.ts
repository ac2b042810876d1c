import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { beforeCommit } from '#libs/database/transaction.runner';
import { currentContext } from '#libs/messaging/context';
import { Feed, type NewFeedEntry } from '../feed/feed.service.ts';
import { Deliveries, type NewDelivery } from '../mail/deliveries.service.ts';

interface Told {
  readonly mails: readonly NewDelivery[];
  readonly entries: readonly NewFeedEntry[];
}

/** Gathers what the events of one transaction (up to a hundred) tell, and writes it in one statement for mails and one for feeds before it commits. */
@Injectable()
export class NoticeBatch {
  private readonly batches = new WeakMap<EntityManager, { mails: NewDelivery[]; entries: NewFeedEntry[] }>();

  constructor(
    private readonly deliveries: Deliveries,
    private readonly feed: Feed,
  ) {}

  async add(tx: EntityManager, mails: readonly NewDelivery[], entries: readonly NewFeedEntry[]): Promise<void> {
    const context = currentContext();
    const told = { mails: mails.map((mail) => ({ ...mail, traceparent: context.traceparent, correlationId: context.correlationId })), entries: entries.map((entry) => ({ ...entry, context })) };
    if (!beforeCommit(tx, () => this.flush(tx))) return this.write(tx, told);
    const waiting = this.batches.get(tx) ?? { mails: [], entries: [] };
    waiting.mails.push(...told.mails);
    waiting.entries.push(...told.entries);
    this.batches.set(tx, waiting);
  }

  /** Writes what waits: for whoever changes or erases rows that an earlier event of the same transaction has asked for. */
  async flush(tx: EntityManager): Promise<void> {
    const waiting = this.batches.get(tx);
    this.batches.delete(tx);
    if (waiting) await this.write(tx, waiting);
  }

  private async write(tx: EntityManager, { mails, entries }: Told): Promise<void> {
    await this.deliveries.enqueue(tx, mails);
    await this.feed.add(tx, entries);
  }
}
