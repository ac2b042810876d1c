import { Injectable } from '@nestjs/common';
import { In, Not, type EntityManager } from 'typeorm';
import { deals } from '#libs/contracts/events/deals';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { outgoing } from '#libs/messaging/outbox';
import { Deal } from './deal.entity.ts';
import { NotTheSameAccount } from './deal.errors.ts';
import { DealRecords } from './deal.records.ts';
import { terminalStatuses } from './deal.transitions.ts';
import { Opportunities } from './opportunities.service.ts';

/** Whoever may be the account that is gone may be the one that remains: else a later review would bring back an account that nobody's rivals have. */
const candidatesMove = `
  UPDATE deal SET candidates = (SELECT jsonb_agg(CASE WHEN c ->> 'accountId' = $1 THEN c || jsonb_build_object('accountId', $2::text) ELSE c END) FROM jsonb_array_elements(candidates) AS c)
   WHERE candidates @> $3::jsonb AND status IN ('submitted', 'queued', 'returned')`;

/** A reviewer has looked: the account that a registration brought is one that is known already. */
@Injectable()
export class OneAccount {
  constructor(
    private readonly clock: Clock,
    private readonly opportunities: Opportunities,
    private readonly records: DealRecords,
  ) {}

  /**
   * Moves everything of the deal's account to the known one, and every open deal with it. False where the deal's own opportunity is taken
   * there. Two protected deals do not become rivals behind their partners' backs: that is refused.
   */
  async unite(tx: EntityManager, actor: Actor, deal: Deal, remaining: string): Promise<boolean> {
    const gone = deal.accountId;
    if (gone === remaining) return true;
    if (!deal.candidates.some(({ accountId }) => accountId === remaining)) throw new NotTheSameAccount('The account is none of those that the registration may be about.');
    await this.opportunities.lock(tx, remaining);
    await tx.query(candidatesMove, [gone, remaining, JSON.stringify([{ accountId: gone }])]);
    const moving = await tx.find(Deal, { where: { accountId: gone, id: Not(deal.id), status: Not(In([...terminalStatuses])) }, order: { registeredAt: 'ASC', id: 'ASC' } });
    await tx.query('SELECT account_merge($1, $2)', [gone, remaining]);
    const held = await tx.query<{ family: string; dealId: string }[]>('WITH gone AS (DELETE FROM reservation WHERE account_id = $1 RETURNING family, deal_id) SELECT family, deal_id AS "dealId" FROM gone', [gone]);
    await tx.query('UPDATE deal SET account_id = $2 WHERE account_id = $1', [gone, remaining]);
    Object.assign(deal, { accountId: remaining, candidates: deal.candidates.map((candidate) => (candidate.accountId === gone ? { ...candidate, accountId: remaining } : candidate)) });
    const free = await this.opportunities.claim(tx, deal);
    for (const other of moving) await this.move(tx, actor, Object.assign(other, { accountId: remaining }));
    await this.letGo(tx, remaining, held);
    return free;
  }

  /** What was held for the account that is gone, and is held by nobody now, is for whoever waits longest. */
  private async letGo(tx: EntityManager, accountId: string, held: readonly { family: string; dealId: string }[]): Promise<void> {
    const [families, dealIds] = [held.map(({ family }) => family), held.map(({ dealId }) => dealId)];
    await tx.query(`INSERT INTO reservation (account_id, family, deal_id, ending) SELECT $1, family, deal_id, 'freed' FROM unnest($2::text[], $3::uuid[]) AS held(family, deal_id) ON CONFLICT DO NOTHING`, [accountId, families, dealIds]);
    await this.opportunities.settle(tx, accountId);
  }

  /** One that held its opportunity holds it there too, or queues. */
  private async move(tx: EntityManager, actor: Actor, other: Deal): Promise<void> {
    if (other.status === 'queued' || (await this.opportunities.claim(tx, other))) return;
    if (other.status !== 'submitted') throw new NotTheSameAccount(`${other.reference} is ${other.status} for the other account; decide about it first.`);
    const at = this.clock.now();
    other.queue();
    const tell = (named: Parameters<typeof queued>[1]) => queued(other, named, at);
    await this.records.write(tx, actor, other, 'submitted', at, { event: 'queued', tell });
  }
}

function queued(deal: Deal, named: Awaited<ReturnType<DealRecords['named']>>, at: Date) {
  return [outgoing(deals, 'deal.queued.v1', deal.id, { ...named, queuedAt: at.toISOString() })];
}
