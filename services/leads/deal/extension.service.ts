import { Injectable } from '@nestjs/common';
import { deals } from '#libs/contracts/events/deals';
import type { DealMoved } from '#libs/contracts/http/deals';
import { Ids } from '#libs/database/ids';
import { outgoing } from '#libs/messaging/outbox';
import { partnerUser, vendorUser } from '#libs/service/auth/people';
import { DealRules } from '../setting/rules.service.ts';
import { DealExtension } from './deal-extension.entity.ts';
import { DealMoves, type MoveRequest } from './deal.moves.ts';

/** The one extension of a protection: asked for by the partner, decided by the team. */
@Injectable()
export class Extensions {
  constructor(
    private readonly moves: DealMoves,
    private readonly rules: DealRules,
    private readonly ids: Ids,
  ) {}

  async request(request: MoveRequest, reason: string | undefined): Promise<DealMoved> {
    const { userId } = partnerUser(request.actor);
    const { settingsAt } = await this.rules.now();
    return this.moves.make(request, async (tx, deal, at) => {
      deal.requestExtension(settingsAt(deal.activeSince ?? at));
      const extension = { id: this.ids.uuid(), dealId: deal.id, partnerId: deal.partnerId, status: 'requested' as const, reason: reason ?? null, requestedBy: userId, requestedAt: at };
      await tx.insert(DealExtension, { ...extension, note: null, decidedBy: null, decidedAt: null });
      const data = { extensionId: extension.id, protectedUntil: (deal.protectedUntil ?? at).toISOString(), requestedAt: at.toISOString() };
      return { event: 'extension_requested', why: reason, tell: (named) => [outgoing(deals, 'deal.extension_requested.v1', deal.id, { ...named, ...data })] };
    });
  }

  async grant(request: MoveRequest, note: string | undefined): Promise<DealMoved> {
    const decidedBy = vendorUser(request.actor);
    const { settings, settingsAt } = await this.rules.now();
    return this.moves.make(request, async (tx, deal, at) => {
      const protectedUntil = deal.grantExtension(at, settings.extension_days, settingsAt(deal.activeSince ?? at)).toISOString();
      const { id: extensionId } = await tx.findOneByOrFail(DealExtension, { dealId: deal.id });
      await tx.update(DealExtension, { id: extensionId }, { status: 'granted', note: note ?? null, decidedBy, decidedAt: at });
      const data = { extensionId, protectedUntil, grantedAt: at.toISOString() };
      return { event: 'extension_granted', why: note, tell: (named) => [outgoing(deals, 'deal.extension_granted.v1', deal.id, { ...named, ...data })] };
    });
  }

  async refuse(request: MoveRequest, note: string | undefined): Promise<DealMoved> {
    const decidedBy = vendorUser(request.actor);
    const { settingsAt } = await this.rules.now();
    return this.moves.make(request, async (tx, deal, at) => {
      const protectedUntil = deal.refuseExtension(settingsAt(deal.activeSince ?? at)).toISOString();
      const { id: extensionId } = await tx.findOneByOrFail(DealExtension, { dealId: deal.id });
      await tx.update(DealExtension, { id: extensionId }, { status: 'refused', note: note ?? null, decidedBy, decidedAt: at });
      const data = { extensionId, protectedUntil, refusedAt: at.toISOString() };
      return { event: 'extension_refused', why: note, tell: (named) => [outgoing(deals, 'deal.extension_refused.v1', deal.id, { ...named, ...data })] };
    });
  }
}
