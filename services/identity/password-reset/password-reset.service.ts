import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Audit } from '#libs/messaging/audit';
import { Outbox } from '#libs/messaging/outbox';
import { LinkUsedOrExpired } from '../mailed-link/mailed-link.errors.ts';
import { MailedLinks } from '../mailed-link/mailed-links.ts';
import { Credentials } from '../password/credentials.ts';
import { Sessions } from '../session/sessions.ts';
import { SignInGuard } from '../sign-in/sign-in-guard.ts';
import { actorOf } from '../user/user.actor.ts';
import { passwordChanged } from '../user/user.events.ts';
import { lockedUser, userWithCompany } from '../user/user.queries.ts';

const system = { kind: 'system', name: 'identity.password-reset' } as const;

@Injectable()
export class PasswordResetService {
  constructor(
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly links: MailedLinks,
    private readonly credentials: Credentials,
    private readonly sessions: Sessions,
    private readonly guard: SignInGuard,
  ) {}

  /** Sets a new password, ends every session and lets the person in from here even while others are being throttled. */
  async confirm({ token, password }: { token: string; password: string }, address: string): Promise<void> {
    const passwordHash = await this.credentials.prepare(password, await this.holder(token));
    await this.database.inTransaction(system, async (tx) => {
      const user = await lockedUser(tx, await this.links.use(tx, token, 'password_reset'));
      if (user?.status !== 'active') throw new LinkUsedOrExpired();
      await this.credentials.store(tx, user.id, passwordHash);
      await this.links.revokeAll(tx, user.id);
      const ended = await this.sessions.endAll(tx, user.id, 'password_changed');
      await this.guard.trust(tx, user, address);
      await this.outbox.appendAll(tx, [
        passwordChanged(user, this.clock.now()),
        this.audit.item({ actor: actorOf(user), action: 'password.changed', subject: { kind: 'user', id: user.id }, details: { sessionsEnded: ended } }),
      ]);
    });
  }

  private async holder(token: string) {
    return this.database.inTransaction(system, async (tx) => {
      const user = await userWithCompany(tx, await this.links.holder(tx, token, 'password_reset'));
      if (user?.status !== 'active') throw new LinkUsedOrExpired();
      return user;
    });
  }
}
