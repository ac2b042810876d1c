import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Sweeper } from '#libs/database/due';
import { Ids } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { Outbox } from '#libs/messaging/outbox';
import { Config } from '../config.ts';
import { MailedLinks } from '../mailed-link/mailed-links.ts';
import { Invitations } from '../user/invitations.ts';
import { passwordResetRequested } from '../user/user.events.ts';
import { lockedUser } from '../user/user.queries.ts';
import { User } from '../user/user.entity.ts';
import { PasswordResetRequest } from './reset-request.entity.ts';

const system = { kind: 'system', name: 'identity.password-reset' } as const;
const sweepName = 'password-reset.requests';

/** Takes requests in the same way for every address and answers them a moment later, so that neither words nor time tell who has an account. */
@Injectable()
export class ResetRequests implements OnModuleInit {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly database: Database,
    private readonly sweeper: Sweeper,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly links: MailedLinks,
    private readonly invitations: Invitations,
  ) {}

  onModuleInit(): void {
    this.sweeper.every({ name: sweepName, intervalMs: 500, run: (tx) => this.answerSome(tx) });
  }

  /** A row of its own for each: nothing that it could wait for. */
  async take(email: string): Promise<void> {
    await this.database.inTransaction(system, (tx) => tx.getRepository(PasswordResetRequest).insert({ id: this.ids.uuid(), email, requestedAt: this.clock.now() }));
  }

  /** An address that is asked for several times within the moment gets one mail. People are locked before requests, as an erasure does it. */
  private async answerSome(tx: EntityManager): Promise<number> {
    const requests = await tx.getRepository(PasswordResetRequest).find({ order: { id: 'ASC' }, take: 50 });
    if (requests.length === 0) return 0;
    const found = await tx.getRepository(User).findBy({ email: In(requests.map(({ email }) => email)) });
    for (const { id } of found.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const user = await lockedUser(tx, id);
      if (user) await this.answer(tx, user);
    }
    await tx.getRepository(PasswordResetRequest).delete({ id: In(requests.map(({ id }) => id)) });
    return requests.length;
  }

  /** A person whose first link has expired gets a new one instead; who is disabled gets nothing. */
  private async answer(tx: EntityManager, user: User): Promise<void> {
    if (user.status === 'disabled') return;
    if (user.status === 'invited') {
      if ((await this.links.countAlive(tx, user.id, 'activation')) === 0) await this.invitations.send(tx, user, { occasion: 'reissue', invitedBy: user.invitedBy });
      return;
    }
    if ((await this.links.countAlive(tx, user.id, 'password_reset')) >= this.config.RESET_LINKS_ALIVE) return;
    const sealed = await this.links.seal(await this.links.issue(tx, user.id, 'password_reset'));
    await this.outbox.appendAll(tx, [
      passwordResetRequested(user, sealed),
      this.audit.item({ actor: { kind: 'public' }, action: 'password_reset.requested', subject: { kind: 'user', id: user.id } }),
    ]);
  }
}
