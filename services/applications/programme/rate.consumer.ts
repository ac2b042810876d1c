import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { commissions } from '#libs/contracts/events/commissions';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from '#libs/messaging/consumes';

type Commissions = typeof commissions;

/** Keeps the copy of the rates that the programme's page shows. What a published version earns never changes; the moment of its day does with the programme's time zone. */
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
  await tx.query(
    `INSERT INTO tier_rate (tier, version, percent, valid_from) VALUES ($1, $2, $3, $4)
       ON CONFLICT (tier, version) DO UPDATE SET valid_from = excluded.valid_from WHERE tier_rate.valid_from <> excluded.valid_from`,
    [tier, version, percent, effectiveFrom],
  );
}
