import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DealMoved } from '#libs/contracts/http/deals';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { requireVersion, type ExpectedVersion } from '#libs/service/if-match';
import { Deal } from './deal.entity.ts';
import { dealNotFound } from './deal.errors.ts';
import { DealRecords, type Change } from './deal.records.ts';
import { Opportunities } from './opportunities.service.ts';

export interface MoveRequest {
  readonly actor: Actor;
  readonly dealId: string;
  /** From `If-Match`. */
  readonly expected?: ExpectedVersion;
  readonly idempotency?: IdempotentRequest | undefined;
}

export type Work = (tx: EntityManager, deal: Deal, at: Date) => Promise<Change>;

/** The one way in which a stored deal changes: under its account's lock, by its verb, written with history, events and audit. */
@Injectable()
export class DealMoves {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly opportunities: Opportunities,
    private readonly records: DealRecords,
  ) {}

  /** Of two people who decide at once the second finds the new state, and `work` throws `IllegalTransition`. */
  make(request: MoveRequest, work: Work): Promise<DealMoved> {
    return this.database.inTransaction(request.actor, (tx) =>
      this.idempotency.once(tx, request.idempotency, async () => {
        const deal = await this.lock(tx, request.dealId);
        if (deal === null) throw dealNotFound();
        requireVersion(request.expected, deal.version);
        return this.change(tx, request.actor, deal, work);
      }),
    );
  }

  /** For work that has its transaction already; the deal is one that `lock` gave. */
  async change(tx: EntityManager, actor: Actor, deal: Deal, work: Work): Promise<DealMoved> {
    const at = this.clock.now();
    const from = deal.status;
    const change = await work(tx, deal, at);
    await this.records.write(tx, actor, deal, from, at, change);
    return movedAnswer(deal);
  }

  /** The deal with its account locked, so that nobody else changes either; null where the actor has none of that id. */
  async lock(tx: EntityManager, id: string): Promise<Deal | null> {
    for (let accountId = await accountOf(tx, id); accountId !== undefined; ) {
      await this.opportunities.lock(tx, accountId);
      const deal = await tx.findOne(Deal, { where: { id }, lock: { mode: 'pessimistic_write' } });
      // A reviewer may have found meanwhile that it is another account.
      if (deal === null || deal.accountId === accountId) return deal;
      accountId = deal.accountId;
    }
    return null;
  }
}

async function accountOf(tx: EntityManager, id: string): Promise<string | undefined> {
  const found = await tx.findOne(Deal, { where: { id }, select: { id: true, accountId: true } });
  return found?.accountId;
}

export function movedAnswer({ id, reference, status, version, protectedUntil }: Deal): DealMoved {
  return { id, reference, status, version, protectedUntil: protectedUntil?.toISOString() ?? null };
}
