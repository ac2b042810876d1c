import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Audit } from '#libs/messaging/audit';
import { Outbox } from '#libs/messaging/outbox';
import { LinkUsedOrExpired } from '../mailed-link/mailed-link.errors.ts';
import { MailedLinks } from '../mailed-link/mailed-links.ts';
import { Credentials } from '../password/credentials.ts';
import { landingPage } from '../session/signed-in.ts';
import { actorOf } from '../user/user.actor.ts';
import { userActivated } from '../user/user.events.ts';
import { lockedUser, store, userWithCompany } from '../user/user.queries.ts';

const system = { kind: 'system', name: 'identity.activation' } as const;

@Injectable()
export class ActivationService {
  constructor(
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly links: MailedLinks,
    private readonly credentials: Credentials,
  ) {}

  /** Sets the first password. A refused password does not use the link up; of several that come at once, one wins. */
  async activate({ token, password }: { token: string; password: string }): Promise<{ email: string; redirectTo: string }> {
    const passwordHash = await this.credentials.prepare(password, await this.holder(token));
    return this.database.inTransaction(system, async (tx) => {
      const user = await lockedUser(tx, await this.links.use(tx, token, 'activation'));
      if (user?.status !== 'invited') throw new LinkUsedOrExpired();
      user.activate(this.clock.now());
      await store(tx, user);
      await this.credentials.store(tx, user.id, passwordHash);
      await this.links.revokeAll(tx, user.id);
      await this.outbox.appendAll(tx, [
        userActivated(user, this.clock.now()),
        this.audit.item({ actor: actorOf(user), action: 'user.activated', subject: { kind: 'user', id: user.id } }),
      ]);
      return { email: user.email, redirectTo: landingPage };
    });
  }

  private async holder(token: string) {
    return this.database.inTransaction(system, async (tx) => {
      const user = await userWithCompany(tx, await this.links.holder(tx, token, 'activation'));
      if (user?.status !== 'invited') throw new LinkUsedOrExpired();
      return user;
    });
  }
}
