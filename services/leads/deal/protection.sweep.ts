import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LessThanOrEqual, type EntityManager } from 'typeorm';
import { deals } from '#libs/contracts/events/deals';
import type { Actor } from '#libs/database/actor';
import { Sweeper } from '#libs/database/due';
import { outgoing } from '#libs/messaging/outbox';
import { Config } from '../config.ts';
import { DealRules } from '../setting/rules.service.ts';
import type { Settings } from '../setting/deal-setting.entity.ts';
import { Deal } from './deal.entity.ts';
import { DealMoves } from './deal.moves.ts';
import { DealRecords, type Change } from './deal.records.ts';
import { Opportunities } from './opportunities.service.ts';
import { inactivityOf, type DueStep } from './protection.ts';

const perTransaction = 50;
const actor: Actor = { kind: 'system', name: 'leads.protection' };

/** Reminds of protections that end and of deals about which nothing is done, and ends them. What is due stands in the row, so a restart forgets nothing. */
@Injectable()
export class ProtectionSweep implements OnModuleInit {
  constructor(
    private readonly sweeper: Sweeper,
    private readonly config: Config,
    private readonly rules: DealRules,
    private readonly moves: DealMoves,
    private readonly records: DealRecords,
    private readonly opportunities: Opportunities,
  ) {}

  onModuleInit(): void {
    this.sweeper.every({ name: 'leads.protection', intervalMs: this.config.DEALS_SWEEP, run: (tx, now) => this.doWhatIsDue(tx, now) });
  }

  /** Returns how many deals had something due. */
  async doWhatIsDue(tx: EntityManager, now: Date): Promise<number> {
    const { settingsAt } = await this.rules.now(tx);
    const due = await tx.find(Deal, { where: { dueAt: LessThanOrEqual(now) }, order: { dueAt: 'ASC' }, take: perTransaction, select: { id: true, accountId: true } });
    // All at once and in one order, so that two who take several do not wait for each other.
    await this.opportunities.lock(tx, ...due.map(({ accountId }) => accountId));
    for (const { id } of due) {
      const deal = await this.moves.lock(tx, id);
      if (deal !== null) await this.takeSteps(tx, deal, now, settingsAt(deal.activeSince ?? now));
    }
    return due.length;
  }

  private async takeSteps(tx: EntityManager, deal: Deal, now: Date, settings: Settings): Promise<void> {
    let from = deal.status;
    for (let step = deal.takeStep(now, settings); step !== undefined; step = deal.takeStep(now, settings)) {
      if (step.kind === 'expire' || step.kind === 'revoke') await this.opportunities.end(tx, deal.id, 'freed');
      await this.records.write(tx, actor, deal, from, now, changeOf(deal, step, settings));
      from = deal.status;
    }
    await tx.update(Deal, { id: deal.id }, { dueAt: deal.dueAt });
    if (deal.status !== 'approved') await this.opportunities.settle(tx, deal.accountId);
  }
}

/** What is told of a step, with the moment at which it was due. */
function changeOf(deal: Deal, step: DueStep, settings: Settings): Change {
  const { id, protectedUntil, activeSince } = deal;
  const [until, inactiveSince] = [(protectedUntil ?? step.at).toISOString(), (activeSince ?? step.at).toISOString()];
  switch (step.kind) {
    case 'expire':
      return { event: 'expired', tell: (named) => [outgoing(deals, 'deal.expired.v1', id, { ...named, expiredAt: until })] };
    case 'revoke':
      return { event: 'revoked', why: 'inactivity', tell: (named) => [outgoing(deals, 'deal.revoked.v1', id, { ...named, inactiveSince, revokedAt: step.at.toISOString() })] };
    case 'warn': {
      const revokedAfter = inactivityOf(deal, activeSince ?? step.at, settings).revoke.toISOString();
      return { event: 'inactivity_warned', tell: (named) => [outgoing(deals, 'deal.inactive.v1', id, { ...named, inactiveSince, revokedAfter })] };
    }
    case 'remind':
      return { event: 'reminded', why: `${step.days} days`, tell: (named) => [outgoing(deals, 'deal.protection_ending.v1', id, { ...named, days: step.days, protectedUntil: until })] };
  }
}
