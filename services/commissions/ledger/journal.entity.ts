import { Column, Entity, PrimaryColumn } from 'typeorm';
import { asBigint } from '#libs/database/money.column';
import { journalId } from '../booking/derived-ids.ts';
import type { Commission, Posting } from '../commission/commission.entity.ts';

/** A partner's accounts: what the vendor spends on commission, what of it is held, what may be paid, what was paid. */
export type Account = 'expense' | 'held' | 'payable' | 'paid';

/** So much from one account to another. Its two entries, and the balances, follow in the database by themselves; nothing ever changes it. */
@Entity()
export class Journal {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') commissionId!: string;
  @Column('text') cause!: 'accrual' | 'reversal' | 'release';
  @Column('uuid') partnerId!: string;
  @Column('char', { length: 3 }) currency!: string;
  @Column('text') debit!: Account;
  @Column('text') credit!: Account;
  @Column({ type: 'bigint', transformer: asBigint }) amountMinor!: bigint;
  @Column('timestamptz') postedAt!: Date;
  @Column('char', { length: 7 }) period!: string;

  /** What a new line enters: the vendor owes more, or less. None for a line of zero. */
  static entering(line: Commission): Journal[] {
    const owed: Account = line.status === 'payable' ? 'payable' : 'held';
    return Journal.move(line, line.kind, 'expense', owed, { at: line.postedAt, period: line.period });
  }

  /** What the end of a hold moves. */
  static releasing(line: Commission, posting: Posting): Journal[] {
    return Journal.move(line, 'release', 'held', 'payable', posting);
  }

  /** An amount below zero goes the other way. */
  private static move(line: Commission, cause: Journal['cause'], debit: Account, credit: Account, { at: postedAt, period }: Posting): Journal[] {
    const { id: commissionId, partnerId, currency, amountMinor: amount } = line;
    if (amount === 0n) return [];
    const sides = amount > 0n ? { debit, credit, amountMinor: amount } : { debit: credit, credit: debit, amountMinor: -amount };
    return [Object.assign(new Journal(), { id: journalId(cause, commissionId), commissionId, cause, partnerId, currency, ...sides, postedAt, period })];
  }
}
