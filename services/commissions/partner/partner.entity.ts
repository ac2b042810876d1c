import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A company of the programme, as far as paying it needs to know: a copy, kept by events of applications. */
@Entity()
export class Partner {
  @PrimaryColumn('uuid') partnerId!: string;
  @Column('text') companyName!: string;
  @Column('text') tier!: string;
  /** Of the event that was written last; an older one changes nothing. */
  @Column('bigint') sequence!: string;
}

/** Since when a partner has, or had, a tier. */
@Entity()
export class PartnerTier {
  @PrimaryColumn('uuid') partnerId!: string;
  @PrimaryColumn('timestamptz') validFrom!: Date;
  @Column('text') tier!: string;
}
