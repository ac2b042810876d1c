import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import type { Figure, FiguresAnswer } from '#libs/contracts/http/dashboard';
import { Database } from '#libs/database/database';
import type { Caller } from '#libs/service/auth/caller';
import type { Figures } from '#libs/service/dashboard';
import { amountOfFigure } from '#libs/service/figures';
import { CommissionException } from '../exception/commission-exception.entity.ts';
import { Invoice } from '../invoice/invoice.entity.ts';
import { Refund } from '../invoice/refund.entity.ts';

/** The money on the first page of whoever may see it: a partner's own, or all that the vendor owes. */
@Injectable()
export class Dashboard implements Figures {
  constructor(private readonly database: Database) {}

  async figures({ actor, permissions }: Caller): Promise<FiguresAnswer> {
    if (!permissions.has('commissions:read')) return { figures: [] };
    return this.database.inTransaction(actor, async (tx) => {
      const open = permissions.has('commissions:manage') ? await openMatters(tx) : [];
      return { figures: [...(await sums(tx)), ...open] };
    });
  }
}

/** Row-level security says whose. Earned is all that was ever credited, less what was taken back. */
async function sums(tx: EntityManager): Promise<Figure[]> {
  const rows = await tx.query<{ currency: string; earned: string; held: string; payable: string; paid: string }[]>(
    'SELECT currency, sum(expense) AS earned, -sum(held) AS held, -sum(payable) AS payable, -sum(paid) AS paid FROM balance GROUP BY currency ORDER BY currency',
  );
  return rows.flatMap(({ currency, earned, held, payable, paid }) => {
    const figure = (code: string, minor: string, link: string): Figure => ({ code, count: null, amount: amountOfFigure(minor, currency), link });
    return [
      figure('commission_accrued', earned, `/api/commissions?currency=${currency}`),
      figure('commission_held', held, `/api/commissions?status=held&currency=${currency}`),
      figure('commission_payable', payable, `/api/commissions?status=payable&currency=${currency}`),
      figure('commission_paid', paid, '/api/commissions/months/current'),
    ];
  });
}

async function openMatters(tx: EntityManager): Promise<Figure[]> {
  const exceptions = await tx.countBy(CommissionException, { settledAt: IsNull() });
  const waiting = (await tx.countBy(Invoice, { status: 'waiting' })) + (await tx.countBy(Refund, { status: 'waiting' }));
  return [
    { code: 'commission_exceptions', count: exceptions, amount: null, link: '/api/commissions/exceptions' },
    { code: 'reports_waiting', count: waiting, amount: null, link: '/api/invoices/waiting' },
  ];
}
