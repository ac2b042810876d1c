import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { commissions } from '#libs/contracts/events/commissions';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from '#libs/messaging/consumes';
import { TierRate } from './tier-rate.entity.ts';

type Commissions = typeof commissions;

/** Keeps the copy of the rates that the programme's page shows. A published version never changes, so what is there already stays. */
@Controller()
export class RateConsumer {
  @Consumes(commissions, 'rate.published.v1')
  async showRate({ data }: EventOf<Commissions, 'rate.published.v1'>, tx: EntityManager): Promise<void> {
    await keep(tx, data);
  }

  @Consumes(commissions, 'rate.snapshotted.v1')
  async takeSnapshot({ data }: EventOf<Commissions, 'rate.snapshotted.v1'>, tx: EntityManager): Promise<void> {
    await keep(tx, data);
  }
}

async function keep(tx: EntityManager, { tier, version, percent, effectiveFrom }: EventOf<Commissions, 'rate.snapshotted.v1'>['data']): Promise<void> {
  await tx.createQueryBuilder().insert().into(TierRate).values({ tier, version, percent, validFrom: new Date(effectiveFrom) }).orIgnore().execute();
}
