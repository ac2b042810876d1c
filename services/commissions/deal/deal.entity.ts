import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Figures } from '#libs/contracts/http/commissions';
import { Money } from '#libs/database/money';
import { asBigint } from '#libs/database/money.column';
import type { LostReport, WonReport } from '../booking/report.ts';

/** What the partner earns by a deal: tier and rate as they counted on the closing date. */
export interface Terms {
  readonly tierAtClose: string;
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly percent: string;
}

/** A deal that was won or lost: a copy, kept by events of leads. What was heard first counts. */
@Entity()
export class Deal {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') partnerId!: string;
  @Column('text') reference!: string;
  @Column('uuid') accountId!: string;
  @Column('text') accountName!: string;
  @Column('text') status!: 'won' | 'lost';
  @Column('date') closedOn!: string;
  @Column({ type: 'bigint', nullable: true, transformer: asBigint }) amountMinor!: bigint | null;
  @Column('char', { length: 3, nullable: true }) currency!: string | null;
  @Column('text', { nullable: true }) contract!: string | null;
  @Column('integer', { nullable: true }) termMonths!: number | null;
  @Column('text', { nullable: true }) tierAtClose!: string | null;
  @Column('uuid', { nullable: true }) ruleId!: string | null;
  @Column('integer', { nullable: true }) ruleVersion!: number | null;
  @Column('numeric', { nullable: true }) percent!: string | null;
  /** When the closing day begins, where it lay ahead as the win was reported: until then its rate may still be published. */
  @Column('timestamptz', { nullable: true }) termsDueAt!: Date | null;
  @Column('timestamptz') reportedAt!: Date;

  static won({ deal, amount, contract, termMonths, closedOn }: WonReport, reportedAt: Date): Deal {
    return Deal.closed(deal, { status: 'won', closedOn, amountMinor: amount.minor, currency: amount.currency, contract, termMonths, reportedAt });
  }

  static lost({ deal, closedOn }: LostReport, reportedAt: Date): Deal {
    return Deal.closed(deal, { status: 'lost', closedOn, amountMinor: null, currency: null, contract: null, termMonths: null, reportedAt });
  }

  private static closed({ id, partnerId, reference, account }: WonReport['deal'], how: Partial<Deal>): Deal {
    const terms = { tierAtClose: null, ruleId: null, ruleVersion: null, percent: null, termsDueAt: null };
    return Object.assign(new Deal(), { id, partnerId, reference, accountId: account.id, accountName: account.name, ...terms, ...how });
  }

  /** The terms, once partner and rate were known; they are never looked up again. */
  get terms(): Terms | null {
    const { tierAtClose, ruleId, ruleVersion, percent } = this;
    return tierAtClose === null || ruleId === null || ruleVersion === null || percent === null ? null : { tierAtClose, ruleId, ruleVersion, percent };
  }

  /** It was won by a report from ahead of our calendar. */
  awaitClosingDay(begins: Date): void {
    this.termsDueAt = begins;
  }

  agree(terms: Terms): void {
    Object.assign(this, terms);
  }

  /** Whether another report of the win says the same. */
  wasWonAs({ deal, amount, contract, termMonths, closedOn }: WonReport): boolean {
    const same = this.partnerId === deal.partnerId && this.amountMinor === amount.minor && this.currency === amount.currency;
    return same && this.contract === contract && this.termMonths === termMonths && this.closedOn === closedOn;
  }

  /** For an exception: what stands. */
  get figures(): Figures {
    const amount = this.amountMinor === null || this.currency === null ? null : Money.ofMinor(this.amountMinor, this.currency).toJSON();
    return { status: this.status, amount, contract: this.contract, termMonths: this.termMonths, closedOn: this.closedOn };
  }
}
