import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { users } from '#libs/contracts/events/users';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from '#libs/messaging/consumes';
import { accountRefused } from '../template/messages/account-refused.ts';
import { activationReissued } from '../template/messages/activation-reissued.ts';
import { ownerInvited } from '../template/messages/owner-invited.ts';
import { passwordChanged } from '../template/messages/password-changed.ts';
import { passwordReset } from '../template/messages/password-reset.ts';
import { personInvited } from '../template/messages/person-invited.ts';
import { outsider } from './addressee.ts';
import { only } from './audience.ts';
import { Audiences } from './audiences.service.ts';
import { Notices } from './notices.service.ts';

type Users = typeof users;

/** What people hear about their own accounts, whatever they prefer. */
@Controller()
export class UsersConsumer {
  constructor(
    private readonly notices: Notices,
    private readonly audiences: Audiences,
  ) {}

  @Consumes(users, 'user.invited.v1')
  async invitePerson({ id, data }: EventOf<Users, 'user.invited.v1'>, tx: EntityManager): Promise<void> {
    const { companyName, link: sealedLink, expiresAt: linkExpiresAt } = data;
    const to = only(outsider(data));
    if (data.occasion === 'reissue') {
      await this.notices.tell(tx, id, { message: activationReissued, to, data: {}, sealedLink, linkExpiresAt });
    } else if (data.occasion === 'approval' && companyName !== null) {
      await this.notices.tell(tx, id, { message: ownerInvited, to, data: { companyName }, sealedLink, linkExpiresAt });
    } else {
      await this.notices.tell(tx, id, { message: personInvited, to, data: { companyName }, sealedLink, linkExpiresAt });
    }
  }

  @Consumes(users, 'user.password_reset_requested.v1')
  async sendPasswordReset({ id, data }: EventOf<Users, 'user.password_reset_requested.v1'>, tx: EntityManager): Promise<void> {
    await this.notices.tell(tx, id, { message: passwordReset, to: only(outsider(data)), data: {}, sealedLink: data.link, linkExpiresAt: data.expiresAt });
  }

  @Consumes(users, 'user.password_changed.v1')
  async confirmPasswordChange({ id, subject: userId, data }: EventOf<Users, 'user.password_changed.v1'>, tx: EntityManager): Promise<void> {
    const to = only({ ...outsider(data), userId });
    await this.notices.tell(tx, id, { message: passwordChanged, to, data: { changedAt: data.changedAt } });
  }

  @Consumes(users, 'user.account_refused.v1')
  async reportRefusedAccount({ id, data }: EventOf<Users, 'user.account_refused.v1'>, tx: EntityManager): Promise<void> {
    const { companyName, name: personName, email: personEmail, occasion, reason } = data;
    const to = this.audiences.team();
    await this.notices.tell(tx, id, { message: accountRefused, to, data: { companyName, personName, personEmail, occasion, reason } });
  }
}
