import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { deals } from '#libs/contracts/events/deals';
import { Ids } from '#libs/database/ids';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import { accountKeysOf } from '../account/account-keys.ts';
import { Matching } from '../account/matching.ts';
import type { Deal } from './deal.entity.ts';
import type { Named } from './deal.mentions.ts';
import { Opportunities } from './opportunities.service.ts';

type Claimed = Pick<Deal, 'accountId' | 'productFamilies'>;

/** Decides a stored registration again whose customer or product families may have changed. */
@Injectable()
export class Redecision {
  constructor(
    private readonly matching: Matching,
    private readonly opportunities: Opportunities,
    private readonly ids: Ids,
  ) {}

  /** Leaves the deal submitted, queued or rejected; returns what is to be told. What it held before and wants no longer ends. */
  async decide(tx: EntityManager, deal: Deal, before: Claimed, at: Date): Promise<(named: Named) => OutgoingEvent[]> {
    const sure = await this.recognise(tx, deal, at);
    const keep = deal.accountId === before.accountId ? deal.productFamilies : [];
    await this.opportunities.end(tx, deal.id, 'freed', keep);
    const reason = await this.opportunities.closedToPartners(tx, deal.accountId);
    if (reason !== undefined) {
      await this.opportunities.end(tx, deal.id, 'freed');
      deal.refuseAccount(reason);
      return (named) => [outgoing(deals, 'deal.rejected.v1', deal.id, { ...named, reason, through: 'submission', rejectedAt: at.toISOString() })];
    }
    if (!(await this.opportunities.claim(tx, deal))) {
      await this.opportunities.end(tx, deal.id, 'freed');
      deal.queue();
      return (named) => [outgoing(deals, 'deal.queued.v1', deal.id, { ...named, queuedAt: at.toISOString() })];
    }
    deal.outcome = sure ? 'clear' : 'needs_review';
    deal.reason = sure ? 'awaits-approval' : 'account-unclear';
    return () => [];
  }

  /** Finds the deal's account, or makes one; whether it is sure which one it is. */
  private async recognise(tx: EntityManager, deal: Deal, at: Date): Promise<boolean> {
    const identity = { name: deal.accountName, website: deal.website, country: deal.country };
    const { domain, names } = accountKeysOf(identity);
    await tx.query('SELECT account_lock_keys($1, $2)', [domain, names]);
    const match = await this.matching.match(tx, identity);
    // What the registration itself brought matches it: that is no doubt, and no news.
    const others = match.candidates.filter(({ accountId }) => accountId !== deal.accountId);
    const itself = others.length < match.candidates.length;
    deal.candidates = others;
    const known = match.accountId ?? (itself ? deal.accountId : null);
    const accountId = known ?? this.ids.uuid();
    if (known === null) await tx.query('SELECT account_open($1, $2, $3, $4)', [accountId, domain, names, at]);
    else await tx.query('SELECT account_claim($1, $2)', [accountId, domain]);
    await this.opportunities.hold(tx, accountId);
    deal.accountId = accountId;
    return match.outcome === 'exact' || others.every((other) => other.accountId === accountId);
  }
}
