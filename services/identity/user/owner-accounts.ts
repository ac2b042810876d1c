import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { users } from '#libs/contracts/events/users';
import type { PartnerRole } from '#libs/contracts/permissions';
import { isErased, type Locale } from '#libs/contracts/primitives';
import { Clock } from '#libs/database/clock';
import { Audit } from '#libs/messaging/audit';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { Invitations } from './invitations.ts';
import { User } from './user.entity.ts';
import { userChanged } from './user.events.ts';
import { lockedUser, store } from './user.queries.ts';

interface Person {
  name: string;
  email: string;
  locale: Locale;
  roles: readonly PartnerRole[];
}

interface Why {
  occasion: 'approval' | 'join_request';
  invitedBy: string | null;
}

const actor = { kind: 'system', name: 'identity.partners' } as const;

/** Accounts that follow from what happened to a partner. Needs a transaction of the system. */
@Injectable()
export class OwnerAccounts {
  constructor(
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly invitations: Invitations,
  ) {}

  /**
   * Opens an account, or adds the roles to the one the person has in this company. An address that belongs elsewhere gets none
   * (docs/adr/0061): nothing is taken from its holder, and a person is told to decide. Who was erased meanwhile gets none either.
   */
  async open(tx: EntityManager, company: { id: string; name: string }, person: Person, why: Why): Promise<void> {
    if (isErased(person.email)) return;
    const invitation = { ...person, partnerId: company.id, invitedBy: why.invitedBy };
    const opened = await this.invitations.open(tx, invitation, why.occasion === 'approval' ? 'approval' : 'invitation', actor);
    if (opened) return;
    const found = await tx.getRepository(User).findOneByOrFail({ email: person.email });
    const holder = (await lockedUser(tx, found.id)) ?? found;
    if (holder.partnerId !== company.id) await this.refuse(tx, holder, company, person, why, 'address_in_use');
    else if (holder.status === 'disabled') await this.refuse(tx, holder, company, person, why, 'account_disabled');
    else await this.widen(tx, holder, person, why);
  }

  private async widen(tx: EntityManager, holder: User, { roles }: Person, { invitedBy }: Why): Promise<void> {
    const missing = roles.filter((role) => !holder.roles.includes(role));
    if (missing.length > 0) {
      holder.giveRoles([...holder.roles, ...missing]);
      await store(tx, holder);
      const fact = { actor, action: 'user.changed', subject: { kind: 'user', id: holder.id }, details: { roles: holder.roles.join(' ') } };
      await this.outbox.appendAll(tx, [userChanged(holder, this.clock.now()), this.audit.item(fact)]);
    }
    if (holder.status === 'invited') await this.invitations.send(tx, holder, { occasion: 'reissue', invitedBy });
  }

  private async refuse(
    tx: EntityManager,
    holder: User,
    company: { id: string; name: string },
    { name, email, locale }: Person,
    { occasion }: Why,
    reason: 'address_in_use' | 'account_disabled',
  ): Promise<void> {
    const event = { name, email, locale, partnerId: company.id, companyName: company.name, occasion, reason, refusedAt: this.clock.now().toISOString() };
    await this.outbox.appendAll(tx, [
      outgoing(users, 'user.account_refused.v1', holder.id, event),
      this.audit.item({ actor, action: 'user.account_refused', subject: { kind: 'partner', id: company.id }, details: { reason, occasion, holder: holder.id } }),
    ]);
  }
}
