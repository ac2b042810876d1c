import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Money } from '#libs/database/money';
import { asBigint } from '#libs/database/money.column';
import { accrualId, reversalId } from '../booking/derived-ids.ts';
import type { Deal, Terms } from '../deal/deal.entity.ts';
import type { Invoice } from '../invoice/invoice.entity.ts';
import type { Refund } from '../invoice/refund.entity.ts';
import type { Hold } from '../setting/programme.ts';
import { IllegalCommissionMove } from './commission.errors.ts';
import { transitions, type CommissionStatus, type Move } from './commission.transitions.ts';

/** When something is entered, and in which month it stands. */
export interface Posting {
  readonly at: Date;
  readonly period: string;
}

/** A line of a statement: what was earned by an invoice, or taken back by a refund, with everything that explains it. Status and due date alone ever change. */
@Entity()
export class Commission {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: 'accrual' | 'reversal';
  @Column('uuid') partnerId!: string;
  @Column('uuid') dealId!: string;
  @Column('text') invoiceId!: string;
  @Column('text', { nullable: true }) refundId!: string | null;
  /** The accrual that a reversal takes back; an accrual's own id. */
  @Column('uuid') accrualId!: string;
  @Column('integer', { nullable: true }) instalment!: number | null;
  /** Net cash received; below zero where it went back. */
  @Column({ type: 'bigint', transformer: asBigint }) baseMinor!: bigint;
  @Column({ type: 'bigint', transformer: asBigint }) amountMinor!: bigint;
  @Column('char', { length: 3 }) currency!: string;
  @Column('text') tierAtClose!: string;
  @Column('uuid') ruleId!: string;
  @Column('integer') ruleVersion!: number;
  @Column('numeric') percent!: string;
  @Column('date') occurredOn!: string;
  @Column('date') payableOn!: string;
  @Column('text') status!: CommissionStatus;
  /** When the hold ends; null once it has, or where there is none. */
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  @Column('timestamptz') postedAt!: Date;
  @Column('char', { length: 7 }) period!: string;
  /** Given by the database as lines are written: the order of those that were posted at the same moment. */
  @Column({ type: 'bigint', insert: false, update: false }) number!: string;

  /** What an invoice earns, held for a while. */
  static accrual(invoice: Invoice, deal: Deal, terms: Terms, hold: Hold, { at: postedAt, period }: Posting): Commission {
    const id = accrualId(invoice.id);
    const { amount, currency, instalment, paidOn: occurredOn } = invoice;
    const about = { id, kind: 'accrual', partnerId: deal.partnerId, dealId: deal.id, invoiceId: invoice.id, refundId: null, accrualId: id, instalment };
    const figures = { baseMinor: amount.minor, amountMinor: amount.percent(terms.percent).minor, currency, ...terms };
    return Object.assign(new Commission(), { ...about, ...figures, occurredOn, ...hold, status: 'held', postedAt, period });
  }

  /** What a refund takes back, to be called before the invoice counts it: the share of all that went back, less what was taken back for it before. */
  static reversal(accrual: Commission, invoice: Invoice, refund: Refund, { at: postedAt, period }: Posting): Commission {
    const { percent } = accrual;
    const taken = invoice.refunded.percent(percent);
    const amount = taken.subtract(invoice.refunded.add(refund.amount).percent(percent));
    const about = { id: reversalId(refund.id), kind: 'reversal', refundId: refund.id };
    return Object.assign(new Commission(), accrual, { ...about, baseMinor: -refund.amountMinor, amountMinor: amount.minor, occurredOn: refund.refundedOn, postedAt, period });
  }

  get amount(): Money {
    return Money.ofMinor(this.amountMinor, this.currency);
  }

  get base(): Money {
    return Money.ofMinor(this.baseMinor, this.currency);
  }

  /** The hold is over. */
  release(): void {
    this.move('release');
  }

  /** All of the invoice went back while it was held: accrual and reversals cancel each other out. */
  cancel(): void {
    this.move('cancel');
  }

  private move(move: Move): void {
    const { from, to } = transitions[move];
    const allowed: readonly CommissionStatus[] = from;
    if (!allowed.includes(this.status)) throw new IllegalCommissionMove(move, this.status);
    this.status = to;
    this.dueAt = null;
  }
}
