import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { partners } from '#libs/contracts/events/partners';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from '#libs/messaging/consumes';
import { joinDeclined } from '../template/messages/join-declined.ts';
import { joinRequested } from '../template/messages/join-requested.ts';
import { outsider } from './addressee.ts';
import { only } from './audience.ts';
import { Audiences } from './audiences.service.ts';
import { Notices } from './notices.service.ts';

type Partners = typeof partners;

/** Who hears what about a partner. */
@Controller()
export class PartnersConsumer {
  constructor(
    private readonly notices: Notices,
    private readonly audiences: Audiences,
  ) {}

  @Consumes(partners, 'partner.join_requested.v1')
  async askOwners({ id, subject, data }: EventOf<Partners, 'partner.join_requested.v1'>, tx: EntityManager): Promise<void> {
    const { companyName, person, message = null } = data;
    const asked = { companyName, personName: person.name, personEmail: person.email, jobTitle: person.jobTitle ?? null, message };
    await this.notices.tell(tx, id, { message: joinRequested, to: this.audiences.owners(subject), data: asked });
  }

  @Consumes(partners, 'partner.join_declined.v1')
  async tellDeclined({ id, data }: EventOf<Partners, 'partner.join_declined.v1'>, tx: EntityManager): Promise<void> {
    await this.notices.tell(tx, id, { message: joinDeclined, to: only(outsider(data.person)), data: { companyName: data.companyName } });
  }
}
