import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { partners } from '#libs/contracts/events/partners';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from '#libs/messaging/consumes';
import { OwnerAccounts } from '../user/owner-accounts.ts';
import { Companies } from './companies.ts';

/** What happens to partners, and what it means for their people's accounts. */
@Controller()
export class CompanyConsumer {
  constructor(
    private readonly companies: Companies,
    private readonly accounts: OwnerAccounts,
  ) {}

  @Consumes(partners, 'partner.approved.v1')
  async openOwnerAccount({ subject, sequence, data }: EventOf<typeof partners, 'partner.approved.v1'>, tx: EntityManager): Promise<void> {
    const company = { id: subject, name: data.companyName };
    await this.companies.learn(tx, company, sequence);
    await this.accounts.open(tx, company, { ...data.owner, roles: ['owner'] }, { occasion: 'approval', invitedBy: null });
  }

  @Consumes(partners, 'partner.join_accepted.v1')
  async openColleagueAccount({ subject, sequence, data }: EventOf<typeof partners, 'partner.join_accepted.v1'>, tx: EntityManager): Promise<void> {
    const company = { id: subject, name: data.companyName };
    await this.companies.learn(tx, company, sequence);
    await this.accounts.open(tx, company, { ...data.person, roles: data.roles }, { occasion: 'join_request', invitedBy: data.acceptedBy });
  }

  @Consumes(partners, 'partner.snapshotted.v1')
  async copyCompany({ subject, sequence, data }: EventOf<typeof partners, 'partner.snapshotted.v1'>, tx: EntityManager): Promise<void> {
    await this.companies.learn(tx, { id: subject, name: data.companyName }, sequence);
  }
}
