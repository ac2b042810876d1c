import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '#libs/contracts/primitives';
import { Clock } from '#libs/database/clock';
import type { PreparedStatement } from '#libs/database/prepared.statement';
import { prepared } from '#libs/database/transaction.work';
import { payeeRoles, People, type Person, type Sought, teamRoles } from './people.ts';

/** What an event of the topic `users` says about somebody. */
export interface PersonState {
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  readonly roles: readonly string[];
  readonly partnerId: string | null;
  readonly status: 'invited' | 'active' | 'disabled';
  /** Absent where the event does not say: what is known stays. */
  readonly notifications?: { readonly mail: boolean; readonly feed: boolean } | undefined;
}

const finding: PreparedStatement = {
  name: 'recipient-find',
  text: `SELECT user_id AS "userId", name, email, locale, roles, partner_id AS "partnerId", status, mail_wanted AS "mailWanted", feed_wanted AS "feedWanted"
           FROM recipient
          WHERE status IN ('invited', 'active')
            AND (user_id = ANY($1::uuid[]) OR (partner_id = ANY($2::uuid[]) AND roles && $3::text[]) OR ($4::boolean AND partner_id IS NULL AND roles && $5::text[]))
          ORDER BY user_id`,
};

@Injectable()
export class Recipients {
  constructor(private readonly clock: Clock) {}

  /** Takes over the state unless a newer one is known: events of a person may arrive twice, or after a snapshot. */
  async keep(tx: EntityManager, userId: string, sequence: number, person: PersonState): Promise<void> {
    const { mail, feed } = person.notifications ?? {};
    await tx.query(
      `INSERT INTO recipient AS known (user_id, name, email, locale, roles, partner_id, status, mail_wanted, feed_wanted, sequence, changed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, coalesce($8, true), coalesce($9, true), $10, $11)
       ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, email = excluded.email, locale = excluded.locale, roles = excluded.roles,
         partner_id = excluded.partner_id, status = excluded.status, mail_wanted = coalesce($8, known.mail_wanted), feed_wanted = coalesce($9, known.feed_wanted),
         sequence = excluded.sequence, changed_at = excluded.changed_at
       WHERE excluded.sequence > known.sequence`,
      [userId, person.name, person.email, person.locale, person.roles, person.partnerId, person.status, mail ?? null, feed ?? null, sequence, this.clock.now()],
    );
  }

  /** Forgets name and address. The row stays with its sequence, so that a late event does not bring the person back. */
  async erase(tx: EntityManager, userId: string, email: string, sequence: number): Promise<string[]> {
    const erased = await tx.query<[Array<{ user_id: string }>, number]>(
      `UPDATE recipient SET name = NULL, email = NULL, roles = '{}', partner_id = NULL, status = 'erased', changed_at = $4,
         sequence = CASE WHEN user_id = $1 THEN greatest(sequence, $3) ELSE sequence END
       WHERE user_id = $1 OR email = $2 RETURNING user_id`,
      [userId, email, sequence, this.clock.now()],
    );
    return erased[0].map((row) => row.user_id);
  }

  /** All of them in one query; in none where nobody is sought. */
  async find(tx: EntityManager, sought: readonly Sought[]): Promise<People> {
    const userIds = [...new Set(sought.flatMap(({ userId }) => userId ?? []))];
    const partnerIds = [...new Set(sought.flatMap(({ partnerId }) => partnerId ?? []))];
    const team = sought.some((each) => each.team === true);
    if (userIds.length + partnerIds.length === 0 && !team) return new People([]);
    const found = await prepared<Person>(tx, finding, [userIds, partnerIds, payeeRoles, team, teamRoles]);
    return new People(found);
  }
}
