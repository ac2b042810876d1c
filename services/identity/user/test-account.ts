import type { EntityManager } from 'typeorm';
import type { Clock } from '#libs/database/clock';
import type { Database } from '#libs/database/database';
import type { Ids } from '#libs/database/ids';
import type { Audit } from '#libs/messaging/audit';
import type { Outbox } from '#libs/messaging/outbox';
import type { Companies } from '../company/companies.ts';
import type { MailedLinks } from '../mailed-link/mailed-links.ts';
import { Credential } from '../password/credential.entity.ts';
import type { Credentials } from '../password/credentials.ts';
import type { PasswordHasher } from '../password/password-hasher.ts';
import type { Sessions } from '../session/sessions.ts';
import { User } from './user.entity.ts';
import { userActivated, userChanged } from './user.events.ts';
import { insertUnlessTaken, lockedUser, store } from './user.queries.ts';

/** A company that no partner is: whoever belongs to it finds no row of anybody, and needs no role (a CHECK of `user_account` names it). */
const nobody = { id: '019ac000-0000-7000-8000-00000000e571', name: 'Installation check' };
const actor = { kind: 'system', name: 'identity.test-account' } as const;

/** `kept`: it had this password already. `disabled`: an admin wants it so, and it stays so. */
export type Keeping = 'made' | 'kept' | 'password changed' | 'disabled';

interface Parts {
  database: Database;
  clock: Clock;
  ids: Ids;
  outbox: Outbox;
  audit: Audit;
  companies: Companies;
  credentials: Credentials;
  hasher: PasswordHasher;
  links: MailedLinks;
  sessions: Sessions;
}

/** The account with which an installation checks itself: it has no role, may sign in, read what is public and change its own preferences. */
export class TestAccount {
  constructor(private readonly parts: Parts) {}

  /** Makes the account, or gives it this password where it has another. Throws `PasswordRefused`, and where the address is somebody's. */
  async keep(email: string, password: string): Promise<Keeping> {
    const { database, credentials, hasher } = this.parts;
    const known = await database.inTransaction(actor, (tx) => this.known(tx, email));
    // Outside of any transaction, since it takes a while.
    const passwordHash = (await hasher.verify(known, password)) ? undefined : await credentials.prepare(password, this.account(email));
    return database.inTransaction(actor, async (tx) => {
      await this.parts.companies.learn(tx, nobody, 0);
      return (passwordHash !== undefined && (await this.make(tx, email, passwordHash))) ? 'made' : this.refresh(tx, await this.existing(tx, email), passwordHash);
    });
  }

  private async known(tx: EntityManager, email: string): Promise<string | undefined> {
    const user = await tx.getRepository(User).findOneBy({ email, partnerId: nobody.id });
    return user ? (await tx.getRepository(Credential).findOneBy({ userId: user.id }))?.passwordHash : undefined;
  }

  private async make(tx: EntityManager, email: string, passwordHash: string): Promise<boolean> {
    const { clock, outbox, audit, credentials } = this.parts;
    const user = this.account(email);
    user.activate(clock.now());
    if (!(await insertUnlessTaken(tx, user))) return false;
    await credentials.store(tx, user.id, passwordHash);
    await outbox.appendAll(tx, [userActivated(user, clock.now()), audit.item({ actor, action: 'user.activated', subject: { kind: 'user', id: user.id } })]);
    return true;
  }

  /** As after a reset: whoever signed in with the old password is out. No mail says so, since nobody reads it. */
  private async refresh(tx: EntityManager, user: User, passwordHash: string | undefined): Promise<Keeping> {
    const { audit, credentials, links, sessions } = this.parts;
    await this.takeRoles(tx, user);
    if (user.status === 'disabled') return 'disabled';
    if (passwordHash === undefined) return 'kept';
    await credentials.store(tx, user.id, passwordHash);
    await links.revokeAll(tx, user.id);
    const ended = await sessions.endAll(tx, user.id, 'password_changed');
    await audit.record(tx, { actor, action: 'password.changed', subject: { kind: 'user', id: user.id }, details: { sessionsEnded: ended } });
    return 'password changed';
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
    if (user.partnerId !== nobody.id || user.status === 'invited') throw new Error(`${email} has an account that is no active test account. Use another address.`);
    return user;
  }
}
