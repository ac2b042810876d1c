import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Audit } from '#libs/messaging/audit';
import { Outbox } from '#libs/messaging/outbox';
import type { Caller } from '#libs/service/auth/caller';
import { MailedLinks } from '../mailed-link/mailed-links.ts';
import { SessionEnded } from '../session/session.errors.ts';
import { Sessions } from '../session/sessions.ts';
import { SignInGuard } from '../sign-in/sign-in-guard.ts';
import { TooManyAttempts } from '../sign-in/sign-in.errors.ts';
import { passwordChanged } from '../user/user.events.ts';
import { lockedUser, userWithCompany } from '../user/user.queries.ts';
import { Credential } from './credential.entity.ts';
import { Credentials } from './credentials.ts';
import { PasswordHasher } from './password-hasher.ts';
import { CurrentPasswordWrong, HashingOverloaded } from './password.errors.ts';

const system = { kind: 'system', name: 'identity.password-change' } as const;

interface Passwords {
  readonly currentPassword: string;
  readonly password: string;
}

/** A new password for the old one. Guessing the old one in somebody else's session is slowed as guessing at the sign-in is, by the same counters. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly credentials: Credentials,
    private readonly hasher: PasswordHasher,
    private readonly guard: SignInGuard,
    private readonly sessions: Sessions,
    private readonly links: MailedLinks,
  ) {}

  async change({ userId, sessionId, actor }: Caller, { currentPassword, password }: Passwords, address: string): Promise<void> {
    const { user, wait, known } = await this.look(userId, sessionId, address);
    if (wait !== undefined) throw new TooManyAttempts(wait);
    const forgive = () => this.database.inTransaction(system, (tx) => this.guard.takeBack(tx, user.email, address));
    const right = await this.hasher.verify(known, currentPassword).catch(async (error: unknown) => {
      if (error instanceof HashingOverloaded) await forgive();
      throw error;
    });
    if (!right) throw new CurrentPasswordWrong();
    await forgive();
    const passwordHash = await this.credentials.prepare(password, user);
    await this.database.inTransaction(system, async (tx) => {
      const locked = await lockedUser(tx, userId);
      if (locked?.status !== 'active') throw new SessionEnded();
      // While the hashes were computed it may have been reset by mail, by whoever owns the account.
      if ((await tx.getRepository(Credential).findOneBy({ userId }))?.passwordHash !== known) throw new CurrentPasswordWrong();
      await this.credentials.store(tx, userId, passwordHash);
      await this.links.revokeAll(tx, userId);
      const ended = await this.sessions.endOthers(tx, userId, sessionId, 'password_changed');
      await this.outbox.appendAll(tx, [
        passwordChanged(locked, this.clock.now()),
        this.audit.item({ actor, action: 'password.changed', subject: { kind: 'user', id: userId }, details: { sessionsEnded: ended } }),
      ]);
    });
  }

  private async look(userId: string, sessionId: string | undefined, address: string) {
    return this.database.inTransaction(system, async (tx) => {
      const user = await userWithCompany(tx, userId);
      if (user?.status !== 'active' || !(await this.sessions.lives(tx, userId, sessionId))) throw new SessionEnded();
      const wait = await this.guard.count(tx, user.email, address);
      const credential = await tx.getRepository(Credential).findOneBy({ userId });
      return { user, wait, known: credential?.passwordHash };
    });
  }
}
