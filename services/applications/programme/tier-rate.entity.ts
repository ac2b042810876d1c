import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a tier earns from a moment on, until its next version does: a copy, kept by events of commissions. */
@Entity()
export class TierRate {
  @PrimaryColumn('text') tier!: string;
  @PrimaryColumn('integer') version!: number;
  /** Decimal text as PostgreSQL writes it, "30.0000": a rate is never a float. */
  @Column('numeric') percent!: string;
  @Column('timestamptz') validFrom!: Date;
  /** Before it began. */
  @Column('boolean', { default: false }) cancelled!: boolean;
}
