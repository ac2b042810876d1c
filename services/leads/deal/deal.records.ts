import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/database/actor';
import type { DealStatus } from '#libs/contracts/http/deals';
import { Ids } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { Outbox, type OutgoingEvent } from '#libs/messaging/outbox';
import { actorId } from '#libs/service/auth/people';
import { Partner } from '../partner/partner.entity.ts';
import { DealHistory } from './deal-history.entity.ts';
import { Deal } from './deal.entity.ts';
import { named, type Named } from './deal.mentions.ts';

/** What a change amounts to, besides the deal's new state. */
export interface Change {
  /** Past tense, for history and audit: `withdrawn`. */
  readonly event: string;
  readonly why?: string | undefined;
  readonly internal?: boolean;
  /** The same for what is told, given what all events say. */
  readonly tell: (named: Named) => OutgoingEvent[];
}

/** Writes a deal that its verbs have changed, with history, events and audit. */
@Injectable()
export class DealRecords {
  constructor(
    private readonly ids: Ids,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  async write(tx: EntityManager, actor: Actor, deal: Deal, from: DealStatus, at: Date, { event, why, internal = false, tell }: Change): Promise<void> {
    deal.version += 1;
    await tx.update(Deal, { id: deal.id }, changeable(deal));
    await tx.insert(DealHistory, {
      id: this.ids.uuid(),
      dealId: deal.id,
      partnerId: deal.partnerId,
      at,
      actorKind: actor.kind,
      actorId: actorId(actor),
      event,
      fromStatus: from,
      toStatus: deal.status,
      why: why ?? null,
      internal,
    });
    const fact = { actor, action: `deal.${event}`, subject: { kind: 'deal', id: deal.id }, details: { from, to: deal.status } };
    await this.outbox.appendAll(tx, [...tell(await this.named(tx, deal)), this.audit.item(fact)]);
  }

  async named(tx: EntityManager, deal: Deal): Promise<Named> {
    const { companyName } = await tx.findOneByOrFail(Partner, { id: deal.partnerId });
    return named(deal, companyName);
  }
}

/** Everything that a change may touch. */
function changeable({ id: _id, reference: _reference, partnerId: _partner, sellerId: _seller, sourceKind: _source, registeredAt: _at, ...rest }: Deal) {
  return rest;
}
