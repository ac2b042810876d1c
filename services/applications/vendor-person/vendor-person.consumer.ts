import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { users } from '#libs/contracts/events/users';
import { isErased } from '#libs/contracts/primitives';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from '#libs/messaging/consumes';
import { PermanentError } from '#libs/messaging/errors';

type Users = typeof users;
interface Standing {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly partnerId: string | null;
  readonly roles: readonly string[];
  readonly active: boolean;
  readonly sequence: number | undefined;
}

/** Keeps the copy of the vendor's people, among whom partner managers are chosen. */
@Controller()
export class VendorPersonConsumer {
  @Consumes(users, 'user.activated.v1')
  async welcomePerson({ subject: userId, sequence, data }: EventOf<Users, 'user.activated.v1'>, tx: EntityManager): Promise<void> {
    await keep(tx, { ...data, userId, sequence, active: true });
  }

  @Consumes(users, 'user.changed.v1')
  async followChange({ subject: userId, sequence, data }: EventOf<Users, 'user.changed.v1'>, tx: EntityManager): Promise<void> {
    await keep(tx, { ...data, userId, sequence, active: data.status === 'active' });
  }

  @Consumes(users, 'user.snapshotted.v1')
  async takeSnapshot({ subject: userId, sequence, data }: EventOf<Users, 'user.snapshotted.v1'>, tx: EntityManager): Promise<void> {
    await keep(tx, { ...data, userId, sequence, active: data.status === 'active' });
  }

  /** The row stays, since partners are assigned to it. */
  @Consumes(users, 'person.erased.v1')
  async forgetPerson({ subject: userId, sequence = 0, data: { email } }: EventOf<Users, 'person.erased.v1'>, tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE vendor_person SET name = NULL, email = NULL, active = false, sequence = CASE WHEN user_id = $1 THEN greatest(sequence, $3) ELSE sequence END
        WHERE user_id = $1 OR email = $2`,
      [userId, email, sequence],
    );
  }
}

async function keep(tx: EntityManager, { userId, partnerId, name, email, roles, active, sequence }: Standing): Promise<void> {
  if (partnerId !== null) return;
  if (sequence === undefined) throw new PermanentError('an event of identity has no sequence, so its age cannot be told');
  const reached = roles.includes('partner_manager') && !isErased(email) ? [name, email] : [null, null];
  await tx.query(
    `INSERT INTO vendor_person AS v (user_id, roles, active, sequence, name, email) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (user_id) DO UPDATE SET roles = excluded.roles, active = excluded.active, sequence = excluded.sequence, name = excluded.name, email = excluded.email
       WHERE v.sequence < excluded.sequence`,
    [userId, roles, active, sequence, ...reached],
  );
}
