import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '#libs/database/clock';
import { Config } from '../config.ts';
import { nextSummary } from './morning.ts';

export interface NewDigestLine {
  readonly userId: string;
  readonly eventId: string;
  readonly template: string;
  readonly title: string;
  readonly body: string | null;
}

/** What waits for the next morning's mail of those who want it so. Every method needs a transaction of the system. */
@Injectable()
export class MailDigestQueue {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** One line per event, person and template, however often it is asked. Those of one call are a microsecond apart, so that they are read in its order. */
  async add(tx: EntityManager, lines: readonly NewDigestLine[]): Promise<void> {
    if (lines.length === 0) return;
    const now = this.clock.now();
    await tx.query(
      `INSERT INTO mail_digest (user_id, event_id, template, title, body, told_at, due_at)
       SELECT "userId", "eventId", template, title, body, $2::timestamptz + (place - 1) * interval '1 microsecond', $3
         FROM ROWS FROM (jsonb_to_recordset($1) AS ("userId" uuid, "eventId" text, template text, title text, body text)) WITH ORDINALITY AS line ("userId", "eventId", template, title, body, place)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(lines), now, nextSummary(now, this.config.PROGRAMME_TIME_ZONE)],
    );
  }

  async erase(tx: EntityManager, userIds: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM mail_digest WHERE user_id = ANY($1)', [userIds]);
  }
}
