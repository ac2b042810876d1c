import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { changeNoticePreferencesBody, MailWay, NoticeKind, noticePreferencesAnswer } from '#libs/contracts/http/notifications';
import { Database } from '#libs/database/database';
import type { PreparedStatement } from '#libs/database/prepared.statement';
import { prepared } from '#libs/database/transaction.work';
import type { Caller } from '#libs/service/auth/caller';
import { httpProblem } from '#libs/service/problems';
import { kindsFor } from './notice-kinds.ts';
import { NoticePreference } from './notice-preference.entity.ts';

/** The ways of one kind of news to one person. */
export interface Ways {
  readonly mail: MailWay;
  readonly feed: boolean;
}

const choosing: PreparedStatement = { name: 'preference-ways', text: 'SELECT user_id AS "userId", kind, mail, feed FROM notice_preference WHERE user_id = ANY($1::uuid[])' };
const usual: Ways = { mail: 'at_once', feed: true };

/** Which news people want by which way. Row-level security shows everybody their own rows alone. */
@Injectable()
export class NoticePreferences {
  constructor(private readonly database: Database) {}

  async list({ actor, roles }: Caller): Promise<z.output<typeof noticePreferencesAnswer>> {
    const rows = await this.database.inTransaction(actor, (tx) => tx.find(NoticePreference));
    return { items: kindsFor(roles).map((kind) => ({ kind, ...waysOf(rows, kind) })) };
  }

  async change(caller: Caller, { items }: z.output<typeof changeNoticePreferencesBody>): Promise<z.output<typeof noticePreferencesAnswer>> {
    if (caller.actor.kind !== 'user' && caller.actor.kind !== 'vendor') throw httpProblem('auth/forbidden', { detail: 'Only people choose how they are told.' });
    await this.database.inTransaction(caller.actor, async (tx) => {
      // In one order, so that two pages of one person that save at once do not wait for each other in a circle.
      for (const { kind, mail, feed } of items.toSorted((a, b) => a.kind.localeCompare(b.kind))) {
        await tx.query(
          `INSERT INTO notice_preference AS p (user_id, kind, mail, feed) VALUES ($1, $2, coalesce($3, 'at_once'), coalesce($4, true))
             ON CONFLICT (user_id, kind) DO UPDATE SET mail = coalesce($3, p.mail), feed = coalesce($4, p.feed)`,
          [caller.userId, kind, mail ?? null, feed ?? null],
        );
      }
    });
    return this.list(caller);
  }

  /** The ways of each kind to each of these people, in one query; as usual to whoever has said nothing. Needs a transaction of the system. */
  async ways(tx: EntityManager, userIds: readonly string[]): Promise<(userId: string, kind: NoticeKind) => Ways> {
    if (userIds.length === 0) return () => usual;
    const rows = await prepared<Pick<NoticePreference, 'userId' | 'kind' | 'mail' | 'feed'>>(tx, choosing, [[...new Set(userIds)]]);
    const chosen = Map.groupBy(rows, ({ userId }) => userId);
    return (userId, kind) => waysOf(chosen.get(userId) ?? [], kind);
  }

  async erase(tx: EntityManager, userIds: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM notice_preference WHERE user_id = ANY($1)', [userIds]);
  }
}

function waysOf(rows: readonly Pick<NoticePreference, 'kind' | 'mail' | 'feed'>[], kind: NoticeKind): Ways {
  const { mail, feed } = rows.find((row) => row.kind === kind) ?? usual;
  return { mail, feed };
}
