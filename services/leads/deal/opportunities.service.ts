import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { deals } from '#libs/contracts/events/deals';
import type { DealRejection } from '#libs/contracts/http/deals';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Sweeper } from '#libs/database/due';
import { outgoing } from '#libs/messaging/outbox';
import { Config } from '../config.ts';
import { DealRules } from '../setting/rules.service.ts';
import { Deal, type ClosedToPartners } from './deal.entity.ts';
import type { Named } from './deal.mentions.ts';
import { DealRecords } from './deal.records.ts';
import type { Settings } from '../setting/deal-setting.entity.ts';

const promoter: Actor = { kind: 'system', name: 'leads.promotion' };

/**
 * Who holds which opportunity, and who is next. A reservation that ends stays in place until the queue has been looked through, under the
 * account's lock: nobody who registers in between gets ahead of those who wait.
 */
@Injectable()
export class Opportunities implements OnModuleInit {
  private readonly logger = new Logger('Opportunities');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rules: DealRules,
    private readonly records: DealRecords,
    private readonly sweeper: Sweeper,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.sweeper.every({ name: 'leads.promotion', intervalMs: this.config.DEALS_SWEEP, run: (tx) => this.settleSome(tx) });
  }

  /** Everything that takes or ends a reservation of the account waits here for its turn. */
  async lock(tx: EntityManager, ...accountIds: readonly string[]): Promise<void> {
    for (const accountId of [...new Set(accountIds)].toSorted()) await tx.query('SELECT opportunity_lock($1)', [accountId]);
  }

  /** The same for an account that was found by its keys: where it has become another one while this waited, the transaction begins anew. */
  async hold(tx: EntityManager, accountId: string): Promise<void> {
    await tx.query('SELECT account_hold($1)', [accountId]);
  }

  /** All of the families, or none of them. The account must be locked. */
  async claim(tx: EntityManager, { id, accountId, productFamilies }: Deal): Promise<boolean> {
    const [row] = await tx.query<[{ claimed: boolean }]>('SELECT opportunity_claim($1, $2, $3) AS claimed', [accountId, productFamilies, id]);
    return row.claimed;
  }

  /** Ends what a deal holds, but for what it keeps. `closed`: the customer bought, so those who wait for it wait for nothing. */
  async end(tx: EntityManager, dealId: string, how: 'freed' | 'closed', keep: readonly string[] = []): Promise<void> {
    await tx.query('UPDATE reservation SET ending = $2 WHERE deal_id = $1 AND NOT (family = ANY ($3)) AND ending IS NULL', [dealId, how, keep]);
  }

  /** Why no partner may have the customer, if so; the CRM may have said so since others registered deals with it. */
  async closedToPartners(tx: EntityManager, accountId: string): Promise<ClosedToPartners | undefined> {
    const [account] = await tx.query<{ named: boolean; pipeline: boolean }[]>('SELECT named, direct_pipeline AS pipeline FROM account WHERE id = $1', [accountId]);
    if (account?.named === true) return 'named-account';
    return account?.pipeline === true ? 'direct-pipeline' : undefined;
  }

  /** After a partner's own transaction, which sees no other partner's rows. Should it fail, the sweep does it. */
  async settleSoon(accountId: string): Promise<void> {
    try {
      await this.database.inTransaction(promoter, (tx) => this.settle(tx, accountId));
    } catch (error) {
      this.logger.warn({ msg: 'The queue is looked through later', accountId, err: error });
    }
  }

  /** Lets go of what has ended, turns down those who waited for what is sold or no longer open to partners, and promotes the oldest whose families are all free. */
  async settle(tx: EntityManager, accountId: string): Promise<void> {
    await this.lock(tx, accountId);
    const ended = await tx.query<{ family: string; ending: string }[]>('WITH gone AS (DELETE FROM reservation WHERE account_id = $1 AND ending IS NOT NULL RETURNING family, ending) SELECT * FROM gone', [accountId]);
    if (ended.length === 0) return;
    const sold = new Set(ended.filter(({ ending }) => ending === 'closed').map(({ family }) => family));
    const { settings } = await this.rules.now(tx);
    const closed = await this.closedToPartners(tx, accountId);
    const queued = await tx.find(Deal, { where: { accountId, status: 'queued' }, order: { registeredAt: 'ASC', id: 'ASC' } });
    for (const deal of queued) {
      if (deal.productFamilies.some((family) => sold.has(family))) await this.turnDown(tx, deal, 'opportunity-closed');
      else if (closed !== undefined) await this.turnDown(tx, deal, closed);
      else if (await this.claim(tx, deal)) await this.promote(tx, deal, settings);
    }
  }

  private async settleSome(tx: EntityManager): Promise<number> {
    const [found] = await tx.query<{ accountId: string }[]>('SELECT account_id AS "accountId" FROM reservation WHERE ending IS NOT NULL ORDER BY account_id LIMIT 1');
    if (found === undefined) return 0;
    await this.settle(tx, found.accountId);
    return 1;
  }

  private async promote(tx: EntityManager, deal: Deal, settings: Settings): Promise<void> {
    const at = this.clock.now();
    deal.promote(at, settings);
    const { id, protectedUntil } = deal;
    const tell = (named: Named) => [
      outgoing(deals, 'deal.promoted.v1', id, { ...named, ...(protectedUntil === null ? {} : { protectedUntil: protectedUntil.toISOString() }), promotedAt: at.toISOString() }),
      ...(protectedUntil === null ? [] : [outgoing(deals, 'deal.approved.v1', id, { ...named, protectedUntil: protectedUntil.toISOString(), through: 'promotion', approvedAt: at.toISOString() })]),
    ];
    await this.records.write(tx, promoter, deal, 'queued', at, { event: 'promoted', tell });
  }

  private async turnDown(tx: EntityManager, deal: Deal, reason: DealRejection): Promise<void> {
    const at = this.clock.now();
    deal.reject(reason, undefined);
    await this.records.write(tx, promoter, deal, 'queued', at, {
      event: 'rejected',
      why: reason,
      tell: (named) => [outgoing(deals, 'deal.rejected.v1', deal.id, { ...named, reason, through: 'opportunity', rejectedAt: at.toISOString() })],
    });
  }
}
