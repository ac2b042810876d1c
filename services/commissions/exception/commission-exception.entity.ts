import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ExceptionKind, Figures } from '#libs/contracts/http/commissions';
import { exceptionId } from '../booking/derived-ids.ts';
import { ExceptionSettled } from './exception.errors.ts';

interface About {
  readonly partnerId: string | null;
  readonly dealId: string | null;
  readonly invoiceId: string | null;
  readonly refundId: string | null;
}

/** A report that contradicts what is known: nothing was entered for it, and a person decides. */
@Entity()
export class CommissionException {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: ExceptionKind;
  @Column('uuid', { nullable: true }) partnerId!: string | null;
  @Column('uuid', { nullable: true }) dealId!: string | null;
  @Column('text', { nullable: true }) invoiceId!: string | null;
  @Column('text', { nullable: true }) refundId!: string | null;
  @Column('jsonb') reported!: Figures;
  @Column('jsonb') known!: Figures;
  @Column('timestamptz') raisedAt!: Date;
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  @Column('uuid', { nullable: true }) settledBy!: string | null;
  @Column('text', { nullable: true }) reason!: string | null;

  /** The same report raises the same exception, however often it comes. */
  static raised(kind: ExceptionKind, about: About, reported: Figures, known: Figures, raisedAt: Date): CommissionException {
    const id = exceptionId(kind, { ...about, ...reported });
    return Object.assign(new CommissionException(), { id, kind, ...about, reported, known, raisedAt, settledAt: null, settledBy: null, reason: null });
  }

  settle(by: string, reason: string, at: Date): void {
    if (this.settledAt !== null) throw new ExceptionSettled();
    Object.assign(this, { settledAt: at, settledBy: by, reason });
  }
}
