import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Figures } from '#libs/contracts/http/commissions';
import { Money } from '#libs/database/money';
import { asBigint } from '#libs/database/money.column';
import type { RefundReport } from '../booking/report.ts';

/** Money of an invoice that went back to the customer, as it was reported first. */
@Entity()
export class Refund {
  @PrimaryColumn('text') id!: string;
  @Column('text') invoiceId!: string;
  @Column('uuid', { nullable: true }) dealId!: string | null;
  @Column({ type: 'bigint', transformer: asBigint }) amountMinor!: bigint;
  @Column('char', { length: 3 }) currency!: string;
  @Column('date') refundedOn!: string;
  /** `void`: nothing was earned by its invoice, so nothing is taken back. */
  @Column('text') status!: 'waiting' | 'booked' | 'void' | 'refused';
  @Column('uuid', { nullable: true }) commissionId!: string | null;
  @Column('timestamptz') receivedAt!: Date;

  static reported({ refundId: id, invoiceId, dealId, amount, refundedOn }: RefundReport, receivedAt: Date): Refund {
    const money = { amountMinor: amount.minor, currency: amount.currency };
    return Object.assign(new Refund(), { id, invoiceId, dealId, ...money, refundedOn, status: 'waiting', commissionId: null, receivedAt });
  }

  get amount(): Money {
    return Money.ofMinor(this.amountMinor, this.currency);
  }

  book(commissionId: string): void {
    Object.assign(this, { status: 'booked', commissionId });
  }

  giveUp(): void {
    this.status = 'void';
  }

  refuse(): void {
    this.status = 'refused';
  }

  /** Whether another report of it says the same; a report may leave the deal out. */
  wasReportedAs({ invoiceId, dealId, amount, refundedOn }: RefundReport): boolean {
    const sameDeal = dealId === null || this.dealId === null || dealId === this.dealId;
    return sameDeal && this.invoiceId === invoiceId && this.amount.equals(amount) && this.refundedOn === refundedOn;
  }

  get figures(): Figures {
    return { invoiceId: this.invoiceId, dealId: this.dealId, amount: this.amount.toJSON(), refundedOn: this.refundedOn };
  }
}
