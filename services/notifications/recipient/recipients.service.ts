import { Injectable } from '@nestjs/common';
import { ArrayOverlap, In, IsNull, type EntityManager, type FindOptionsWhere } from 'typeorm';
import type { Locale } from '#libs/contracts/primitives';
import type { VendorRole } from '#libs/contracts/permissions';
import { Clock } from '#libs/database/clock';
import { Recipient } from './recipient.entity.ts';

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

/** The people whose work is applications. */
const teamRoles: readonly VendorRole[] = ['admin', 'partner_manager', 'reviewer'];
/** Whoever is disabled or erased is told nothing. */
const present = In(['invited', 'active']);

@Injectable()
export class Recipients {
  /** Who was found in a transaction: its events, up to a hundred, ask for the same people. What the transaction itself changes is looked up again. */
  private readonly found = new WeakMap<EntityManager, Map<string, Promise<Recipient[]>>>();

  constructor(private readonly clock: Clock) {}

  /** Takes over the state unless a newer one is known: events of a person may arrive twice, or after a snapshot. */
  async keep(tx: EntityManager, userId: string, sequence: number, person: PersonState): Promise<void> {
    this.found.delete(tx);
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
    this.found.delete(tx);
    const erased = await tx.query<[Array<{ user_id: string }>, number]>(
      `UPDATE recipient SET name = NULL, email = NULL, roles = '{}', partner_id = NULL, status = 'erased', changed_at = $4,
         sequence = CASE WHEN user_id = $1 THEN greatest(sequence, $3) ELSE sequence END
       WHERE user_id = $1 OR email = $2 RETURNING user_id`,
      [userId, email, sequence, this.clock.now()],
    );
    return erased[0].map((row) => row.user_id);
  }

  /** Admins, partner managers and reviewers; invited ones too, who find it in their feed when they come. */
  team(tx: EntityManager): Promise<Recipient[]> {
    return this.vendors(tx, teamRoles);
  }

  admins(tx: EntityManager): Promise<Recipient[]> {
    return this.vendors(tx, ['admin']);
  }

  ownersOf(tx: EntityManager, partnerId: string): Promise<Recipient[]> {
    return this.once(tx, `owners of ${partnerId}`, { partnerId, roles: ArrayOverlap(['owner']) });
  }

  /** Owners and finance: whoever may see what the partner earns. */
  payeesOf(tx: EntityManager, partnerId: string): Promise<Recipient[]> {
    return this.once(tx, `payees of ${partnerId}`, { partnerId, roles: ArrayOverlap(['owner', 'partner_finance']) });
  }

  async person(tx: EntityManager, userId: string): Promise<Recipient | null> {
    const [person = null] = await this.once(tx, `person ${userId}`, { userId });
    return person;
  }

  private vendors(tx: EntityManager, roles: readonly string[]): Promise<Recipient[]> {
    return this.once(tx, `vendor's ${roles.join()}`, { partnerId: IsNull(), roles: ArrayOverlap([...roles]) });
  }

  private once(tx: EntityManager, whom: string, where: FindOptionsWhere<Recipient>): Promise<Recipient[]> {
    const found = this.found.get(tx) ?? new Map<string, Promise<Recipient[]>>();
    this.found.set(tx, found);
    const known = found.get(whom) ?? tx.getRepository(Recipient).find({ where: { ...where, status: present }, order: { userId: 'ASC' } });
    found.set(whom, known);
    return known;
  }
}
