import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { crm } from '#libs/contracts/events/crm';
import type { EventOf } from '#libs/contracts/topic';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Consumes } from '#libs/messaging/consumes';
import { ClosingDeals } from '../deal/closing.service.ts';
import type { Deal } from '../deal/deal.entity.ts';
import { DealMoves } from '../deal/deal.moves.ts';
import { judgeLost, judgeWon } from './crm-report.ts';
import { HeldReports } from './held-reports.service.ts';

type Crm = typeof crm;
const actor: Actor = { kind: 'system', name: 'leads.crm' };

/** What the CRM says became of a deal. What a deal's state cannot take goes on its timeline and to a person, never into parking: nothing behind it should wait. */
@Controller()
export class CrmReportConsumer {
  constructor(
    private readonly clock: Clock,
    private readonly moves: DealMoves,
    private readonly closing: ClosingDeals,
    private readonly held: HeldReports,
  ) {}

  @Consumes(crm, 'opportunity.won.v1')
  async closeWonDeal({ id, source, data }: EventOf<Crm, 'opportunity.won.v1'>, tx: EntityManager): Promise<void> {
    const report = { report: 'won', source, eventId: id, data } as const;
    const deal = await this.moves.lock(tx, data.dealId);
    if (deal === null) return this.held.holdUnknown(tx, report);
    const judgement = judgeWon(deal, data, this.clock.now());
    if (judgement.kind === 'hold') await this.held.hold(tx, actor, deal, report, judgement);
    if (judgement.kind === 'take') await this.change(tx, deal, (at) => this.closing.win(tx, deal, judgement.closing, at));
  }

  @Consumes(crm, 'opportunity.lost.v1')
  async closeLostDeal({ id, source, data }: EventOf<Crm, 'opportunity.lost.v1'>, tx: EntityManager): Promise<void> {
    const report = { report: 'lost', source, eventId: id, data } as const;
    const deal = await this.moves.lock(tx, data.dealId);
    if (deal === null) return this.held.holdUnknown(tx, report);
    const judgement = judgeLost(deal, data, this.clock.now());
    if (judgement.kind === 'hold') await this.held.hold(tx, actor, deal, report, judgement);
    if (judgement.kind === 'take') await this.change(tx, deal, (at) => this.closing.lose(tx, deal, data.reason, data.closedOn, at));
  }

  private async change(tx: EntityManager, deal: Deal, work: (at: Date) => ReturnType<ClosingDeals['win']>): Promise<void> {
    await this.moves.change(tx, actor, deal, (_tx, _deal, at) => work(at));
  }
}
