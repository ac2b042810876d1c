import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { users } from '#libs/contracts/events/users';
import { Clock } from '#libs/database/clock';
import { Ids } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { outgoing, Outbox, type OutgoingEvent } from '#libs/messaging/outbox';
import { User } from './user.entity.ts';
import { LastOfItsKind } from './user.errors.ts';
import { userChanged } from './user.events.ts';
import { lockedUser, otherActiveHolders } from './user.queries.ts';

const actor = { kind: 'system', name: 'identity.erasure' } as const;

/** Forgets a person everywhere: here at once, elsewhere by `person.erased.v1`. The audit trail stays, since it names people by id alone. */
@Injectable()
export class Erasure {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  /** Needs a transaction of the system; returns whether there was an account. Throws `LastOfItsKind`. */
  async erase(tx: EntityManager, email: string): Promise<boolean> {
    const found = await tx.getRepository(User).findOneBy({ email });
    const user = found && (await lockedUser(tx, found.id));
    const subject = user?.id ?? this.ids.uuid();
    const events: OutgoingEvent[] = user ? [await this.blank(tx, user)] : [];
    await tx.query('DELETE FROM password_reset_request WHERE email = $1', [email]);
    await this.outbox.appendAll(tx, [
      ...events,
      outgoing(users, 'person.erased.v1', subject, { email, erasedAt: this.clock.now().toISOString() }),
      this.audit.item({ actor, action: 'person.erased', subject: { kind: 'user', id: subject } }),
    ]);
    return user !== null;
  }

  /** The row stays, because others refer to its id; nothing in it tells who it was. */
  private async blank(tx: EntityManager, user: User): Promise<OutgoingEvent> {
    const guards = user.status === 'active' && user.roles.includes(user.guardianRole);
    if (guards && (await otherActiveHolders(tx, user, user.guardianRole)) === 0) throw new LastOfItsKind(user.guardianRole);
    const now = this.clock.now();
    if (user.status !== 'disabled') user.disable(now);
    Object.assign(user, { email: `erased-${user.id}@erased.invalid`, name: 'Erased' });
    await tx.getRepository(User).update({ id: user.id }, { email: user.email, name: user.name, status: user.status, disabledAt: user.disabledAt, version: user.version });
    for (const table of ['credential', 'mailed_link', 'session', 'known_address']) await tx.query(`DELETE FROM ${table} WHERE user_id = $1`, [user.id]);
    return userChanged(user, now);
  }
}
