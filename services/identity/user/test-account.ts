import type { EntityManager } from 'typeorm';
import type { Clock } from '#libs/database/clock';
import type { Ids } from '#libs/database/ids';
import type { Audit } from '#libs/messaging/audit';
import type { Outbox } from '#libs/messaging/outbox';
import type { Companies } from '../company/companies.ts';
import type { Credentials } from '../password/credentials.ts';
import { User } from './user.entity.ts';
import { userActivated, userChanged } from './user.events.ts';
import { insertUnlessTaken, lockedUser, store } from './user.queries.ts';

/** A company that no partner is: whoever belongs to it finds no row of anybody, and needs no role (a CHECK of `user_account` names it). */
const nobody = { id: '019ac000-0000-7000-8000-00000000e571', name: 'Installation check' };
const actor = { kind: 'system', name: 'identity.test-account' } as const;

interface Parts {
  clock: Clock;
  ids: Ids;
  outbox: Outbox;
  audit: Audit;
  companies: Companies;
  credentials: Credentials;
}

/** The account with which an installation checks itself: it has no role, may sign in, read what is public and change its own preferences. */
export class TestAccount {
  constructor(private readonly parts: Parts) {}

  /** The hash of its password; outside of any transaction, since it takes a while. Throws `PasswordRefused`. */
  prepare(email: string, password: string): Promise<string> {
    return this.parts.credentials.prepare(password, this.account(email));
  }

  /** Makes the account, or gives it this password again. Throws where the address is somebody's. */
  async keep(tx: EntityManager, email: string, passwordHash: string): Promise<'made' | 'kept'> {
    const { clock, outbox, audit, companies, credentials } = this.parts;
    await companies.learn(tx, nobody, 0);
    const fresh = this.account(email);
    fresh.activate(clock.now());
    const made = await insertUnlessTaken(tx, fresh);
    const user = made ? fresh : await this.existing(tx, email);
    await credentials.store(tx, user.id, passwordHash);
    if (!made) {
      await this.takeRoles(tx, user);
      return 'kept';
    }
    await outbox.appendAll(tx, [userActivated(user, clock.now()), audit.item({ actor, action: 'user.activated', subject: { kind: 'user', id: user.id } })]);
    return 'made';
  }

  /** Earlier versions gave it one, with which it could read the vendor's customers. */
  private async takeRoles(tx: EntityManager, user: User): Promise<void> {
    if (user.roles.length === 0) return;
    const { clock, outbox, audit } = this.parts;
    const details = { rolesBefore: user.roles.join(' '), roles: '' };
    user.giveRoles([]);
    await store(tx, user);
    await outbox.appendAll(tx, [userChanged(user, clock.now()), audit.item({ actor, action: 'user.changed', subject: { kind: 'user', id: user.id }, details })]);
  }

  private account(email: string): User {
    const { ids, clock } = this.parts;
    return User.invite(ids.uuid(), { email, name: 'Installation check', locale: 'en', roles: [], partnerId: nobody.id, invitedBy: null }, clock.now());
  }

  private async existing(tx: EntityManager, email: string): Promise<User> {
    const found = await tx.getRepository(User).findOneByOrFail({ email });
    const user = (await lockedUser(tx, found.id)) ?? found;
    if (user.partnerId !== nobody.id || user.status !== 'active') throw new Error(`${email} has an account that is no active test account. Use another address.`);
    return user;
  }
}
