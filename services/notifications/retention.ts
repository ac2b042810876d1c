import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Sweeper } from '#libs/database/due';

const dayMs = 86_400_000;
/** Longer than events are kept (30 days): an event that comes again must still meet the row that says "mailed already". */
const mailDays = 90;
const feedDays = 365;
const rowsAtOnce = 500;

/** Forgets mails that ended and feed entries that nobody scrolls back to. */
@Injectable()
export class Retention implements OnModuleInit {
  constructor(private readonly sweeper: Sweeper) {}

  onModuleInit(): void {
    this.sweeper.every({ name: 'mail.purge', intervalMs: 600_000, run: (tx, now) => purgeMails(tx, now) });
    this.sweeper.every({ name: 'feed.purge', intervalMs: 600_000, run: (tx, now) => purgeFeed(tx, now) });
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
