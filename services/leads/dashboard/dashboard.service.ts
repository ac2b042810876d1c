import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import type { Figure, FiguresAnswer } from '#libs/contracts/http/dashboard';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import type { Caller } from '#libs/service/auth/caller';
import type { Figures } from '#libs/service/dashboard';
import { amountOfFigure } from '#libs/service/figures';
import { applyFilters, type DealFilters } from '../deal/deal-list.filters.ts';
import { Deal } from '../deal/deal.entity.ts';
import { openStatuses } from '../deal/deal.transitions.ts';
import { HeldReport } from '../report/held-report.entity.ts';

const open: DealFilters = { status: [...openStatuses] };

/** A partner's own pipeline, or what waits for the team. Row-level security says whose; figure and list are narrowed by the same filters. */
@Injectable()
export class Dashboard implements Figures {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async figures({ actor, permissions }: Caller): Promise<FiguresAnswer> {
    if (!permissions.has('deals:read')) return { figures: [] };
    return this.database.inTransaction(actor, async (tx) => {
      if (actor.kind === 'user') return { figures: [...(await this.pipeline(tx)), ...(permissions.has('deals:register') ? [await this.returned(tx)] : [])] };
      return { figures: [...(permissions.has('deals:decide') ? await this.undecided(tx) : []), ...(permissions.has('deals:close') ? [await heldReports(tx)] : [])] };
    });
  }

  private async pipeline(tx: EntityManager): Promise<Figure[]> {
    return [
      await this.count(tx, 'deals_open', open),
      ...(await this.openValues(tx)),
      await this.count(tx, 'deals_protected', { status: ['approved'] }),
      await this.count(tx, 'deals_protection_ending', { protectionEndsWithinDays: 30 }),
      await this.count(tx, 'deals_queued', { status: ['queued'] }),
    ];
  }

  private returned(tx: EntityManager): Promise<Figure> {
    return this.count(tx, 'deals_returned', { status: ['returned'] });
  }

  private async undecided(tx: EntityManager): Promise<Figure[]> {
    return [
      await this.count(tx, 'deals_to_decide', { status: ['submitted'] }),
      // What was won or lost in the meantime needs no longer protection.
      await this.count(tx, 'extensions_to_decide', { status: ['approved'], extension: 'requested' }),
    ];
  }

  private async openValues(tx: EntityManager): Promise<Figure[]> {
    const rows = await applyFilters(tx.createQueryBuilder(Deal, 'deal'), open, this.clock.now())
      .select('deal.estimatedValue.currency', 'currency')
      .addSelect('count(*)', 'count')
      .addSelect('sum(deal.estimatedValue.minor)', 'minor')
      .groupBy('deal.estimatedValue.currency')
      .orderBy('deal.estimatedValue.currency')
      .getRawMany<{ currency: string; count: string; minor: string }>();
    return rows.map(({ currency, count, minor }) => ({ code: 'deals_open_value', count: Number(count), amount: amountOfFigure(minor, currency), link: listOf({ ...open, currency }) }));
  }

  private async count(tx: EntityManager, code: string, filters: DealFilters): Promise<Figure> {
    const count = await applyFilters(tx.createQueryBuilder(Deal, 'deal'), filters, this.clock.now()).getCount();
    return { code, count, amount: null, link: listOf(filters) };
  }
}

async function heldReports(tx: EntityManager): Promise<Figure> {
  return { code: 'deal_reports_held', count: await tx.countBy(HeldReport, { settledAt: IsNull() }), amount: null, link: '/api/deals/reports' };
}

function listOf(filters: DealFilters): string {
  return `/api/deals?${Object.entries(filters).map(([name, value]) => `${name}=${String(value)}`).join('&')}`;
}
