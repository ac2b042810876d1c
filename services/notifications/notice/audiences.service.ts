import { Injectable } from '@nestjs/common';
import { Config } from '../config.ts';
import type { Person } from '../recipient/people.ts';
import { type Addressee, insider } from './addressee.ts';
import { type Audience, personOr } from './audience.ts';

/** Who hears of what. */
@Injectable()
export class Audiences {
  constructor(private readonly config: Config) {}

  /** Everybody who works on applications, and the team's mailbox. */
  team(): Audience {
    return { seeks: [{ team: true }], among: (people) => this.withMailbox(people.team()) };
  }

  /** The reviewer alone where there is one who still works here, else the team. */
  reviewerOrTeam(reviewerId: string | null): Audience {
    return personOr(reviewerId, this.team(), (reviewer) => [insider(reviewer)]);
  }

  /** The reviewer and every admin; without a reviewer the team, which the admins are part of. */
  escalation(reviewerId: string | null): Audience {
    return personOr(reviewerId, this.team(), (reviewer, people) => this.withMailbox([reviewer, ...people.admins().filter((admin) => admin.userId !== reviewer.userId)]));
  }

  /** The partner's owners; a company without one falls to the team, so that nobody waits unheard. */
  owners(partnerId: string): Audience {
    const team = this.team();
    return {
      seeks: [...team.seeks, { partnerId }],
      among: (people) => {
        const owners = people.ownersOf(partnerId);
        return owners.some((owner) => owner.status === 'active') ? owners.map(insider) : [...owners.map(insider), ...team.among(people)];
      },
    };
  }

  /** Whoever registered the deal, or the owners where that person has left. */
  sellerOrOwners(sellerId: string, partnerId: string): Audience {
    const owners = this.owners(partnerId);
    return personOr(sellerId, owners, (seller, people) => (seller.partnerId === partnerId ? [insider(seller)] : owners.among(people)));
  }

  /** Whom a partner's money is told; nobody else, where there is nobody. */
  payees(partnerId: string): Audience {
    return { seeks: [{ partnerId }], among: (people) => people.payeesOf(partnerId).map(insider) };
  }

  private withMailbox(people: readonly Person[]): Addressee[] {
    const { TEAM_MAILBOX: mailbox } = this.config;
    const team = people.map(insider);
    return mailbox ? [...team, { name: mailbox.name || mailbox.address, address: mailbox.address, locale: 'en', mailWanted: true, feedWanted: false }] : team;
  }
}
