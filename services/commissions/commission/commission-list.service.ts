import { Injectable } from '@nestjs/common';
import { IsNull, LessThanOrEqual, type SelectQueryBuilder } from 'typeorm';
import type { CommissionItem, CommissionsQuery, CommissionView } from '#libs/contracts/http/commissions';
import type { Locale } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { keysetPage, type Page } from '#libs/database/keyset';
import { Deal } from '../deal/deal.entity.ts';
import { Partner } from '../partner/partner.entity.ts';
import { Plan } from '../rate/plan.entity.ts';
import { Rate } from '../rate/rate.entity.ts';
import { addDays } from '../setting/calendar.ts';
import { lastDay, Programme } from '../setting/programme.ts';
import { Commission } from './commission.entity.ts';
import { commissionNotFound } from './commission.errors.ts';
import { itemOf } from './commission.view.ts';
import { explain } from './explanation.ts';

/** What the query's joins add. */
type Listed = Commission & { deal?: Deal; partner?: Partner };

const sorts = { postedAt: { by: 'line.postedAt', type: 'timestamptz' } } as const;

/** Accruals and reversals: the own ones for a partner's people, all for the vendor's. */
@Injectable()
export class CommissionList {
  constructor(private readonly database: Database) {}

  page(actor: Actor, query: CommissionsQuery): Promise<Page<CommissionItem & { company: string }>> {
    return this.database.inTransaction(actor, async (tx) => {
      const lines = tx.createQueryBuilder(Commission, 'line').innerJoinAndMapOne('line.deal', Deal, 'deal', 'deal.id = line.dealId').leftJoinAndMapOne('line.partner', Partner, 'partner', 'partner.partnerId = line.partnerId');
      narrow(lines, query, await Programme.read(tx));
      const { items, nextCursor } = await keysetPage(lines, { list: 'commissions', sorts, sort: '-postedAt', id: 'line.number', idType: 'bigint', limit: query.limit, cursor: query.cursor });
      return { items: items.map((line: Listed) => ({ ...itemOf(line, dealOf(line)), company: line.partner?.companyName ?? '' })), nextCursor };
    });
  }

  one(actor: Actor, id: string, locale: Locale): Promise<CommissionView> {
    return this.database.inTransaction(actor, async (tx) => {
      const line = await tx.findOneBy(Commission, { id });
      const deal = line === null ? null : await tx.findOneBy(Deal, { id: line.dealId });
      if (line === null || deal === null) throw commissionNotFound();
      const rate = await tx.findOneByOrFail(Rate, { ruleId: line.ruleId, version: line.ruleVersion });
      // As it was called on the closing date: a name that was given later changes no explanation.
      const plan = await tx.findOneOrFail(Plan, { where: { code: rate.plan, validFrom: LessThanOrEqual(deal.closedOn), cancelledAt: IsNull() }, order: { version: 'DESC' } });
      return { ...itemOf(line, deal), explanation: explain(line, deal, plan, locale) };
    });
  }
}

function narrow(lines: SelectQueryBuilder<Commission>, { status, dealId, partnerId, currency, from, to }: CommissionsQuery, programme: Programme): void {
  if (status !== undefined) lines.andWhere('line.status = :status', { status });
  if (dealId !== undefined) lines.andWhere('line.dealId = :dealId', { dealId });
  if (partnerId !== undefined) lines.andWhere('line.partnerId = :partnerId', { partnerId });
  if (currency !== undefined) lines.andWhere('line.currency = :currency', { currency });
  // Before the programme began no day has a beginning, and no line.
  const startOf = (day: string): Date => programme.startOf(day < programme.beganOn ? programme.beganOn : day);
  if (from !== undefined) lines.andWhere('line.postedAt >= :from', { from: from.includes('T') ? new Date(from) : startOf(from) });
  // A day ends when the next begins; an instant is itself included.
  if (to !== undefined && to !== lastDay) lines.andWhere('line.postedAt < :to', { to: to.includes('T') ? new Date(Date.parse(to) + 1) : startOf(addDays(to, 1)) });
}

function dealOf(line: Listed): Deal {
  if (line.deal === undefined) throw new Error(`Line ${line.id} was read without its deal`);
  return line.deal;
}
