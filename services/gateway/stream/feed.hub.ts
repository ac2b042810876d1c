import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { z } from 'zod';
import { notifications } from '#libs/contracts/events/notifications';
import type { feedEntry } from '#libs/contracts/http/notifications';
import type { EventOf } from '#libs/contracts/topic';
import { LiveTail, type LiveSubscription } from '#libs/messaging/live-tail';

export type FeedEntry = z.output<typeof feedEntry>;
type Listener = (entry: FeedEntry) => void;

/**
 * Hands each new entry to the open pages of its recipient. The live topic may miss entries while it is cut off from the broker;
 * when it is back, whoever asked is told, so that the gap can be filled from the feed itself.
 */
@Injectable()
export class FeedHub implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly resumed = new Set<() => void>();
  private subscription: LiveSubscription | undefined;

  constructor(private readonly tail: LiveTail) {}

  onApplicationBootstrap(): void {
    this.subscription = this.tail.subscribe(notifications, {
      wants: (recipientId) => this.count(recipientId) > 0,
      onEvent: (event) => this.announce(event),
      onLive: () => this.tellResumed(),
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.subscription?.stop();
  }

  /** Called whenever entries may have been missed, and no more are. */
  onResumed(listener: () => void): void {
    this.resumed.add(listener);
  }

  /** Returns how to stop listening. */
  listen(userId: string, listener: Listener): () => void {
    const own = this.listeners.get(userId) ?? new Set();
    this.listeners.set(userId, own.add(listener));
    return () => {
      own.delete(listener);
      if (own.size === 0 && this.listeners.get(userId) === own) this.listeners.delete(userId);
    };
  }

  /** How many pages of this person listen. */
  count(userId: string): number {
    return this.listeners.get(userId)?.size ?? 0;
  }

  private tellResumed(): void {
    for (const listener of this.resumed) listener();
  }

  private announce({ data }: EventOf<typeof notifications, 'notification.created.v1'>): void {
    const { recipientId, feedId, kind, title, body = null, link = null, createdAt } = data;
    for (const listener of this.listeners.get(recipientId) ?? []) listener({ id: feedId, kind, title, body, link, createdAt, readAt: null });
  }
}
