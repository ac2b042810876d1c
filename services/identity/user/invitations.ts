import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Ids } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { Outbox } from '#libs/messaging/outbox';
import { MailedLinks } from '../mailed-link/mailed-links.ts';
import { Company } from '../company/company.entity.ts';
import { asSystem } from './as-system.ts';
import { User, type Invitation } from './user.entity.ts';
import { userInvited } from './user.events.ts';
import { insertUnlessTaken } from './user.queries.ts';

type Occasion = 'approval' | 'invitation' | 'reissue';

/** Opens accounts and mails their activation links. */
@Injectable()
export class Invitations {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly links: MailedLinks,
  ) {}

  /**
   * A new account with its link on the way; `undefined` where the address has one already. The account is inserted on behalf of the
   * transaction's actor, so that row-level security has its say on who may open one where; `actor` is that same one.
   */
  async open(tx: EntityManager, invitation: Invitation, occasion: Occasion, actor: Actor): Promise<User | undefined> {
    const user = User.invite(this.ids.uuid(), invitation, this.clock.now());
    if (!(await insertUnlessTaken(tx, user))) return undefined;
    const details = { roles: user.roles.join(' '), partnerId: user.partnerId, occasion };
    await this.audit.record(tx, { actor, action: 'user.invited', subject: { kind: 'user', id: user.id }, details });
    await asSystem(tx, actor, () => this.send(tx, user, { occasion, invitedBy: invitation.invitedBy }));
    return user;
  }

  /** A fresh link by mail; the older ones die. The user is locked, or new. Needs a transaction of the system. */
  async send(tx: EntityManager, user: User, about: { occasion: Occasion; invitedBy: string | null }): Promise<void> {
    await this.links.revokeAll(tx, user.id, 'activation');
    const sealed = await this.links.seal(await this.links.issue(tx, user.id, 'activation'));
    const company = user.partnerId === null ? null : await tx.getRepository(Company).findOneBy({ id: user.partnerId });
    await this.outbox.appendAll(tx, [userInvited(user, sealed, { ...about, companyName: company?.name ?? null })]);
  }
}
