import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { commissions } from '#libs/contracts/events/commissions';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from '#libs/messaging/consumes';
import { TierRate } from './tier-rate.entity.ts';

type Commissions = typeof commissions;

/** Keeps the copy of the rates that the programme's page shows. What a published version earns never changes; the moment of its day does with the programme's time zone. */
@Controller()
export class RateConsumer {
  @Consumes(commissions, 'rate.published.v1')
  async showRate({ data }: EventOf<Commissions, 'rate.published.v1'>, tx: EntityManager): Promise<void> {
    await keep(tx, data);
  }

  /** Kept with its mark, so that no older telling of it brings it back. */
  @Consumes(commissions, 'rate.cancelled.v1')
  async cancelRate({ data }: EventOf<Commissions, 'rate.cancelled.v1'>, tx: EntityManager): Promise<void> {
    await keep(tx, data);
    await tx.update(TierRate, { tier: data.tier, version: data.version }, { cancelled: true });
  }

  @Consumes(commissions, 'rate.snapshotted.v1')
  async takeSnapshot({ data }: EventOf<Commissions, 'rate.snapshotted.v1'>, tx: EntityManager): Promise<void> {
    await keep(tx, data);
  }
}

async function keep(tx: EntityManager, { tier, version, percent, effectiveFrom }: EventOf<Commissions, 'rate.snapshotted.v1'>['data']): Promise<void> {
  await tx.query(
    `INSERT INTO tier_rate (tier, version, percent, valid_from) VALUES ($1, $2, $3, $4)
       ON CONFLICT (tier, version) DO UPDATE SET valid_from = excluded.valid_from WHERE tier_rate.valid_from <> excluded.valid_from`,
    [tier, version, percent, effectiveFrom],
  );
}
