import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Figures } from '#libs/contracts/http/commissions';
import { Money } from '#libs/database/money';
import { asBigint } from '#libs/database/money.column';
import type { InvoiceReport } from '../booking/report.ts';

/** What an invoice waits for: its deal, or the deal's closing day, partner or rate. */
export type InvoiceWait = 'deal' | 'closing_day' | 'partner' | 'rate';

/** An invoice that a customer paid, as it was reported first. */
@Entity()
export class Invoice {
  @PrimaryColumn('text') id!: string;
  @Column('uuid') dealId!: string;
  @Column({ type: 'bigint', transformer: asBigint }) amountMinor!: bigint;
  @Column('char', { length: 3 }) currency!: string;
  @Column('date') paidOn!: string;
  @Column('integer', { nullable: true }) instalment!: number | null;
  @Column('text') status!: 'waiting' | 'booked' | 'refused';
  @Column('text', { nullable: true }) waitingFor!: InvoiceWait | null;
  /** What went back of it so far. */
  @Column({ type: 'bigint', transformer: asBigint }) refundedMinor!: bigint;
  @Column('uuid', { nullable: true }) commissionId!: string | null;
  @Column('timestamptz') receivedAt!: Date;

  static reported({ invoiceId: id, dealId, amount, paidOn, instalment }: InvoiceReport, receivedAt: Date): Invoice {
    const money = { amountMinor: amount.minor, currency: amount.currency, refundedMinor: 0n };
    return Object.assign(new Invoice(), { id, dealId, ...money, paidOn, instalment, status: 'waiting', waitingFor: 'deal', commissionId: null, receivedAt });
  }

  get amount(): Money {
    return Money.ofMinor(this.amountMinor, this.currency);
  }

  get refunded(): Money {
    return Money.ofMinor(this.refundedMinor, this.currency);
  }

  get isWhollyRefunded(): boolean {
    return this.refundedMinor === this.amountMinor;
  }

  wait(reason: InvoiceWait): void {
    this.waitingFor = reason;
  }

  book(commissionId: string): void {
    Object.assign(this, { status: 'booked', waitingFor: null, commissionId });
  }

  /** It contradicts its deal: nothing is earned by it. */
  refuse(): void {
    Object.assign(this, { status: 'refused', waitingFor: null });
  }

  /** Whether so much can still go back. */
  covers(refund: Money): boolean {
    return this.refundedMinor + refund.minor <= this.amountMinor;
  }

  takeBack(refund: Money): void {
    this.refundedMinor = this.refunded.add(refund).minor;
  }

  /** Whether another report of it says the same. */
  wasReportedAs({ dealId, amount, paidOn, instalment }: InvoiceReport): boolean {
    return this.dealId === dealId && this.amount.equals(amount) && this.paidOn === paidOn && this.instalment === instalment;
  }

  get figures(): Figures {
    return { dealId: this.dealId, amount: this.amount.toJSON(), paidOn: this.paidOn, instalment: this.instalment, refunded: this.refunded.toJSON() };
  }
}
