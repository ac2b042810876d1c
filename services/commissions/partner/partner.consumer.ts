import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { partners } from '#libs/contracts/events/partners';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from '#libs/messaging/consumes';
import { PermanentError } from '#libs/messaging/errors';
import { Bookkeeping } from '../booking/bookkeeping.service.ts';
import { Partner, PartnerTier } from './partner.entity.ts';

type Partners = typeof partners;
interface Told {
  readonly partnerId: string;
  readonly companyName: string;
  readonly tier: string;
  readonly approvedAt: string;
  readonly sequence: number | undefined;
  readonly at: string;
}

/** Keeps the copy of the partners with the history of their tiers, and settles what waited for one of them. */
@Controller()
export class PartnerConsumer {
  constructor(private readonly bookkeeping: Bookkeeping) {}

  @Consumes(partners, 'partner.approved.v1')
  async welcomePartner({ subject: partnerId, sequence, time: at, data }: EventOf<Partners, 'partner.approved.v1'>, tx: EntityManager): Promise<void> {
    await this.keep(tx, { ...data, partnerId, sequence, at });
  }

  @Consumes(partners, 'partner.snapshotted.v1')
  async takeSnapshot({ subject: partnerId, sequence, time: at, data }: EventOf<Partners, 'partner.snapshotted.v1'>, tx: EntityManager): Promise<void> {
    await this.keep(tx, { ...data, partnerId, sequence, at });
  }

  private async keep(tx: EntityManager, { partnerId, companyName, tier, approvedAt, sequence, at }: Told): Promise<void> {
    if (sequence === undefined) throw new PermanentError('an event of applications has no sequence, so its age cannot be told');
    const known = await tx.findOne(Partner, { where: { partnerId }, lock: { mode: 'pessimistic_write' } });
    if (known !== null && Number(known.sequence) >= sequence) return;
    await tx.upsert(Partner, { partnerId, companyName, tier, sequence: String(sequence) }, ['partnerId']);
    // The first that is heard of a partner holds since the approval; another tier later on, since it was told.
    if (known?.tier !== tier) await tx.upsert(PartnerTier, { partnerId, tier, validFrom: new Date(known === null ? approvedAt : at) }, ['partnerId', 'validFrom']);
    this.bookkeeping.report(tx, { kind: 'terms', partnerId });
  }
}
