import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { users } from '#libs/contracts/events/users';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from '#libs/messaging/consumes';
import { PermanentError } from '#libs/messaging/errors';

type Users = typeof users;
interface Standing {
  readonly userId: string;
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
    await keep(tx, { userId, sequence, partnerId: data.partnerId, roles: data.roles, active: true });
  }

  @Consumes(users, 'user.changed.v1')
  async followChange({ subject: userId, sequence, data }: EventOf<Users, 'user.changed.v1'>, tx: EntityManager): Promise<void> {
    await keep(tx, { userId, sequence, partnerId: data.partnerId, roles: data.roles, active: data.status === 'active' });
  }

  @Consumes(users, 'user.snapshotted.v1')
  async takeSnapshot({ subject: userId, sequence, data }: EventOf<Users, 'user.snapshotted.v1'>, tx: EntityManager): Promise<void> {
    await keep(tx, { userId, sequence, partnerId: data.partnerId, roles: data.roles, active: data.status === 'active' });
  }
}

async function keep(tx: EntityManager, { userId, partnerId, roles, active, sequence }: Standing): Promise<void> {
  if (partnerId !== null) return;
  if (sequence === undefined) throw new PermanentError('an event of identity has no sequence, so its age cannot be told');
  await tx.query(
    `INSERT INTO vendor_person AS v (user_id, roles, active, sequence) VALUES ($1, $2, $3, $4)
       ON CONFLICT (user_id) DO UPDATE SET roles = excluded.roles, active = excluded.active, sequence = excluded.sequence
       WHERE v.sequence < excluded.sequence`,
    [userId, roles, active, sequence],
  );
}
