import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { notifications } from '#libs/contracts/events/notifications';
import type { feedEntry } from '#libs/contracts/http/notifications';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { keysetPage, type Page } from '#libs/database/keyset';
import type { PreparedStatement } from '#libs/database/prepared.statement';
import { prepared } from '#libs/database/transaction.work';
import { currentContext, type MessageContext } from '#libs/messaging/context';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import type { FeedText } from '../template/renderer.ts';
import { FeedEntry } from './feed-entry.entity.ts';
import { FeedEntryNotFound } from './feed.errors.ts';

export interface NewFeedEntry extends FeedText {
  readonly recipientId: string;
  readonly eventId: string;
  readonly kind: string;
  /** What it follows from, for the event that tells of it; the running event unless said. */
  readonly context?: MessageContext | undefined;
}
interface Added {
  readonly id: string;
  readonly recipient_id: string;
  readonly event_id: string;
  readonly kind: string;
  readonly title: string;
  readonly body: string | null;
  readonly link: string | null;
}
type View = z.output<typeof feedEntry>;
interface ListQuery {
  readonly unread?: 'true' | 'false' | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const adding: PreparedStatement = {
  name: 'feed-add',
  text: `WITH locked AS MATERIALIZED (SELECT FROM recipient WHERE user_id = ANY($3) ORDER BY user_id FOR NO KEY UPDATE)
         INSERT INTO feed_entry (recipient_id, event_id, kind, title, body, link, created_at)
         SELECT "recipientId", "eventId", kind, title, body, link, $2
           FROM jsonb_to_recordset($1) AS entry ("recipientId" uuid, "eventId" text, kind text, title text, body text, link text)
          WHERE (SELECT count(*) FROM locked) >= 0
         ON CONFLICT (event_id, recipient_id, kind) DO NOTHING
         RETURNING id, recipient_id, event_id, kind, title, body, link`,
};
const sorts = { id: { by: 'entry.id', type: 'bigint' } } as const;

/** Row-level security shows everybody their own entries alone; no query here names the reader. */
@Injectable()
export class Feed {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds entries and tells open pages of them; one per event, person and kind, however often it is asked.
   * People are locked before ids are given out, so that those of one person come in the order of commits: whoever replays "after id n" misses nothing that commits later.
   */
  async add(tx: EntityManager, entries: readonly NewFeedEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const now = this.clock.now();
    const added = await prepared<Added>(tx, adding, [JSON.stringify(entries), now, [...new Set(entries.map(({ recipientId }) => recipientId))]]);
    const createdAt = now.toISOString();
    const causes = new Map(entries.map(({ eventId, context }) => [eventId, context ?? currentContext()]));
    await this.outbox.appendAll(
      tx,
      added.map(({ id, recipient_id: recipientId, event_id: eventId, kind, title, body, link }) => {
        const data = { recipientId, feedId: Number(id), kind, title, body: body ?? undefined, link: link ?? undefined, createdAt };
        return { ...outgoing(notifications, 'notification.created.v1', recipientId, data), context: causes.get(eventId) ?? {} };
      }),
    );
  }

  /** Newest first. */
  async list(actor: Actor, { unread, limit, cursor }: ListQuery): Promise<Page<View>> {
    const page = await this.database.inTransaction(actor, (tx) => {
      const query = tx.getRepository(FeedEntry).createQueryBuilder('entry');
      if (unread !== undefined) query.where(unread === 'true' ? 'entry.readAt IS NULL' : 'entry.readAt IS NOT NULL');
      return keysetPage(query, { list: `feed/${unread ?? 'all'}`, sorts, sort: '-id', id: 'entry.recipientId', limit, cursor });
    });
    return { ...page, items: page.items.map(view) };
  }

  /** Oldest first, for a stream that was interrupted after entry `after`. */
  async replay(actor: Actor, after: number, limit: number): Promise<{ items: View[]; latest: number }> {
    return this.database.inTransaction(actor, async (tx) => {
      const entries = tx.getRepository(FeedEntry);
      const items = await entries.find({ where: { id: MoreThan(String(after)) }, order: { id: 'ASC' }, take: limit });
      const [newest] = await entries.find({ select: { id: true }, order: { id: 'DESC' }, take: 1 });
      return { items: items.map(view), latest: Number(newest?.id ?? 0) };
    });
  }

  /** Reading twice keeps the first time. */
  async markRead(actor: Actor, id: number): Promise<View> {
    return this.database.inTransaction(actor, async (tx) => {
      const entries = tx.getRepository(FeedEntry);
      await entries.update({ id: String(id), readAt: IsNull() }, { readAt: this.clock.now() });
      const entry = await entries.findOneBy({ id: String(id) });
      if (!entry) throw new FeedEntryNotFound();
      return view(entry);
    });
  }

  async markAllRead(actor: Actor): Promise<{ marked: number }> {
    return this.database.inTransaction(actor, async (tx) => {
      const { affected } = await tx.getRepository(FeedEntry).update({ readAt: IsNull() }, { readAt: this.clock.now() });
      return { marked: affected ?? 0 };
    });
  }

  async erase(tx: EntityManager, recipientIds: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM feed_entry WHERE recipient_id = ANY($1)', [recipientIds]);
  }
}

function view(entry: FeedEntry): View {
  const { id, kind, title, body, link, createdAt, readAt } = entry;
  return { id: Number(id), kind, title, body, link, createdAt: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null };
}
