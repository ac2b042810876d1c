import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { partners } from '#libs/contracts/events/partners';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from '#libs/messaging/consumes';
import { PermanentError } from '#libs/messaging/errors';

type Partners = typeof partners;
interface Standing {
  readonly id: string;
  readonly companyName: string;
  readonly tier: string;
  readonly status: string;
  readonly sequence: number | undefined;
}

/** Keeps the copy of the partners, who alone register deals. */
@Controller()
export class PartnerConsumer {
  @Consumes(partners, 'partner.approved.v1')
  async admitPartner({ subject: id, sequence, data: { companyName, tier } }: EventOf<Partners, 'partner.approved.v1'>, tx: EntityManager): Promise<void> {
    await keep(tx, { id, companyName, tier, status: 'active', sequence });
  }

  @Consumes(partners, 'partner.snapshotted.v1')
  async takeSnapshot({ subject: id, sequence, data: { companyName, tier, status } }: EventOf<Partners, 'partner.snapshotted.v1'>, tx: EntityManager): Promise<void> {
    await keep(tx, { id, companyName, tier, status, sequence });
  }
}

async function keep(tx: EntityManager, { id, companyName, tier, status, sequence }: Standing): Promise<void> {
  if (sequence === undefined) throw new PermanentError('an event of applications has no sequence, so its age cannot be told');
  await tx.query(
    `INSERT INTO partner AS p (id, company_name, tier, status, sequence) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (id) DO UPDATE SET company_name = excluded.company_name, tier = excluded.tier, status = excluded.status, sequence = excluded.sequence
       WHERE p.sequence < excluded.sequence`,
    [id, companyName, tier, status, sequence],
  );
}
