import type { EntityManager } from 'typeorm';
import type { Role } from '#libs/contracts/permissions';
import { User } from './user.entity.ts';

/** The user with the company, locked until the transaction ends; `null` where there is none, or none that the actor may see. */
export async function lockedUser(tx: EntityManager, id: string): Promise<User | null> {
  const locked = await tx.getRepository(User).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  return locked && userWithCompany(tx, id);
}

export async function userWithCompany(tx: EntityManager, id: string): Promise<User | null> {
  return tx.getRepository(User).findOne({ where: { id }, relations: { company: true } });
}

/** Writes what the entity's verbs changed; the row is locked or its version checked by the caller. */
export async function store(tx: EntityManager, user: User): Promise<void> {
  const { id, name, locale, roles, status, mailNotifications, feedNotifications, activatedAt, disabledAt, version } = user;
  await tx.getRepository(User).update({ id }, { name, locale, roles, status, mailNotifications, feedNotifications, activatedAt, disabledAt, version });
}

/**
 * How many other active people hold the role on the same side (vendor, or company). Takes the side's lock first, so that two who
 * remove each other at once are counted one after the other.
 */
export async function otherActiveHolders(tx: EntityManager, user: User, role: Role): Promise<number> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 4721))', [user.partnerId ?? 'vendor']);
  const [row] = await tx.query<[{ holders: number }]>(
    `SELECT count(*)::int AS holders FROM user_account WHERE id <> $1 AND status = 'active' AND $2 = ANY (roles) AND partner_id IS NOT DISTINCT FROM $3::uuid`,
    [user.id, role, user.partnerId],
  );
  return row.holders;
}

/** Inserts a new account; false where the address has one, also where somebody else inserts it at this moment. */
export async function insertUnlessTaken(tx: EntityManager, user: User): Promise<boolean> {
  const [sql, parameters] = tx.createQueryBuilder().insert().into(User).values(user).orIgnore().returning('id').getQueryAndParameters();
  const inserted = await tx.query<unknown[]>(sql, parameters);
  return inserted.length === 1;
}
