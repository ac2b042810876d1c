import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Config } from '../config.ts';
import type { Recipient } from '../recipient/recipient.entity.ts';
import { Recipients } from '../recipient/recipients.service.ts';
import { type Addressee, insider } from './notice.ts';

/** Who hears of what. */
@Injectable()
export class Audience {
  constructor(
    private readonly config: Config,
    private readonly recipients: Recipients,
  ) {}

  /** Everybody who works on applications, and the team's mailbox. */
  async team(tx: EntityManager): Promise<Addressee[]> {
    return this.withMailbox(await this.recipients.team(tx));
  }

  /** The reviewer alone where there is one who still works here, else the team. */
  async reviewerOrTeam(tx: EntityManager, reviewerId: string | null): Promise<Addressee[]> {
    const reviewer = reviewerId === null ? null : await this.recipients.person(tx, reviewerId);
    return reviewer ? [insider(reviewer)] : this.team(tx);
  }

  /** The reviewer and every admin; without a reviewer the team, which the admins are part of. */
  async escalation(tx: EntityManager, reviewerId: string | null): Promise<Addressee[]> {
    const reviewer = reviewerId === null ? null : await this.recipients.person(tx, reviewerId);
    if (!reviewer) return this.team(tx);
    const admins = await this.recipients.admins(tx);
    return this.withMailbox([reviewer, ...admins.filter((admin) => admin.userId !== reviewer.userId)]);
  }

  /** The partner's owners; a company without one falls to the team, so that nobody waits unheard. */
  async owners(tx: EntityManager, partnerId: string): Promise<Addressee[]> {
    const owners = await this.recipients.ownersOf(tx, partnerId);
    return owners.some((owner) => owner.status === 'active') ? owners.map(insider) : [...owners.map(insider), ...(await this.team(tx))];
  }

  /** Whoever registered the deal, or the owners where that person has left. */
  async sellerOrOwners(tx: EntityManager, sellerId: string, partnerId: string): Promise<Addressee[]> {
    const seller = await this.recipients.person(tx, sellerId);
    return seller?.partnerId === partnerId ? [insider(seller)] : this.owners(tx, partnerId);
  }

  /** Whom a partner's money is told; nobody else, where there is nobody. */
  async payees(tx: EntityManager, partnerId: string): Promise<Addressee[]> {
    return (await this.recipients.payeesOf(tx, partnerId)).map(insider);
  }

  private withMailbox(people: readonly Recipient[]): Addressee[] {
    const { TEAM_MAILBOX: mailbox } = this.config;
    const team = people.map(insider);
    return mailbox ? [...team, { name: mailbox.name || mailbox.address, address: mailbox.address, locale: 'en', mailWanted: true, feedWanted: false }] : team;
  }
}
