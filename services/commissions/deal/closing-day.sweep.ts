import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, LessThanOrEqual, type EntityManager } from 'typeorm';
import { Sweeper } from '#libs/database/due';
import { Bookkeeping } from '../booking/bookkeeping.service.ts';
import { Config } from '../config.ts';
import { Programme } from '../setting/programme.ts';
import { Deal } from './deal.entity.ts';

const perTransaction = 100;

/** Gives deals that were reported before their closing day the terms that count on it, and settles their invoices. */
@Injectable()
export class ClosingDaySweep implements OnModuleInit {
  constructor(
    private readonly sweeper: Sweeper,
    private readonly config: Config,
    private readonly bookkeeping: Bookkeeping,
  ) {}

  onModuleInit(): void {
    this.sweeper.every({ name: 'commissions.closing-day', intervalMs: this.config.RELEASE_SWEEP, run: (tx, now) => settleClosed(tx, this.bookkeeping, now) });
  }
}

/**
 * Returns how many deals those were. One whose partner or rate is not known is not looked at again: whoever brings that settles it. Rows are written after the
 * booking has taken its locks, in the order of every booking.
 */
export async function settleClosed(tx: EntityManager, bookkeeping: Bookkeeping, now: Date): Promise<number> {
  const today = (await Programme.read(tx)).today(now);
  const closed = await tx.find(Deal, { where: { termsDueAt: LessThanOrEqual(now), closedOn: LessThanOrEqual(today) }, order: { termsDueAt: 'ASC', id: 'ASC' }, take: perTransaction });
  if (closed.length === 0) return 0;
  await bookkeeping.book(tx, [...new Set(closed.map(({ partnerId }) => partnerId))].map((partnerId) => ({ kind: 'terms', partnerId })));
  await tx.update(Deal, { id: In(closed.map(({ id }) => id)) }, { termsDueAt: null });
  return closed.length;
}
