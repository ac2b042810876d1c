import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LessThanOrEqual, type EntityManager } from 'typeorm';
import { Sweeper } from '#libs/database/due';
import { Config } from '../config.ts';
import { Journal } from '../ledger/journal.entity.ts';
import { monthOf } from '../setting/calendar.ts';
import { Programme } from '../setting/programme.ts';
import { Commission } from './commission.entity.ts';

const perTransaction = 500;

/** Makes payable what was held long enough. What is due stands in the row, so a restart forgets nothing. */
@Injectable()
export class ReleaseSweep implements OnModuleInit {
  constructor(
    private readonly sweeper: Sweeper,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.sweeper.every({ name: 'commissions.release', intervalMs: this.config.RELEASE_SWEEP, run: (tx, now) => this.releaseWhatIsDue(tx, now) });
  }

  /** Returns how many lines were released. A line whose invoice is being refunded at this moment is left for the next round. */
  async releaseWhatIsDue(tx: EntityManager, now: Date): Promise<number> {
    const today = (await Programme.read(tx)).today(now);
    // The day as well: another time zone may have come to count since the line was booked.
    const due = await tx.find(Commission, {
      where: { status: 'held', dueAt: LessThanOrEqual(now), payableOn: LessThanOrEqual(today) },
      order: { dueAt: 'ASC', id: 'ASC' },
      take: perTransaction,
      lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
    });
    if (due.length === 0) return 0;
    const posting = { at: now, period: monthOf(today) };
    for (const line of due) line.release();
    await tx.query(`UPDATE commission SET status = 'payable', due_at = NULL WHERE id = ANY ($1)`, [due.map(({ id }) => id)]);
    const journals = due.flatMap((line) => Journal.releasing(line, posting));
    if (journals.length > 0) await tx.insert(Journal, journals);
    return due.length;
  }
}
