import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Sweeper } from '#libs/database/due';
import { insider } from '../notice/addressee.ts';
import { only } from '../notice/audience.ts';
import { Notices } from '../notice/notices.service.ts';
import type { Person } from '../recipient/people.ts';
import { Recipients } from '../recipient/recipients.service.ts';
import { dailySummary } from '../template/messages/daily-summary.ts';

const peopleAtOnce = 50;
/** A mail of more lines is read by nobody; the feed has all of them. */
const mostLines = 100;

interface Line {
  readonly userId: string;
  readonly eventId: string;
  readonly title: string;
  readonly body: string | null;
}

/** One mail in the morning about all that somebody wants to hear of so. */
@Injectable()
export class MailDigests implements OnModuleInit {
  constructor(
    private readonly sweeper: Sweeper,
    private readonly notices: Notices,
    private readonly recipients: Recipients,
  ) {}

  onModuleInit(): void {
    this.sweeper.every({ name: 'mail.digest', intervalMs: 60_000, run: (tx, now) => this.tellWhatIsDue(tx, now) });
  }

  /** Returns how many people were told. The lines go in the same transaction, so each is told once. */
  async tellWhatIsDue(tx: EntityManager, now: Date): Promise<number> {
    const lines = await tx.query<Line[]>(
      `WITH gone AS (
         DELETE FROM mail_digest WHERE due_at <= $1 AND user_id IN (SELECT user_id FROM mail_digest WHERE due_at <= $1 GROUP BY 1 ORDER BY 1 LIMIT $2)
         RETURNING user_id, event_id, title, body, told_at)
       SELECT user_id AS "userId", event_id AS "eventId", title, body FROM gone ORDER BY told_at, event_id`,
      [now, peopleAtOnce],
    );
    const people = Map.groupBy(lines, ({ userId }) => userId);
    const present = await this.recipients.find(tx, [...people.keys()].map((userId) => ({ userId })));
    for (const [userId, theirs] of people) await this.tell(tx, present.person(userId), theirs);
    return people.size;
  }

  /** Whoever has left meanwhile, or wants no mails any more, gets none. */
  private async tell(tx: EntityManager, person: Person | undefined, lines: readonly Line[]): Promise<void> {
    if (person?.mailWanted !== true) return;
    const items = lines.slice(0, mostLines).map(({ title, body }) => ({ title, body }));
    await this.notices.tell(tx, `mail digest ${person.userId} ${lines[0]?.eventId}`, { message: dailySummary, to: only(insider(person)), data: { items, count: lines.length, more: lines.length - items.length } });
  }
}
