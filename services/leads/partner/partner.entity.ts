import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A company in the programme, as far as deals need to know: a copy, kept by events of applications. */
@Entity()
export class Partner {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') companyName!: string;
  @Column('text') tier!: string;
  /** Only an `active` partner registers deals. */
  @Column('text') status!: string;
  /** Of the event that was written last; an older one changes nothing. */
  @Column('bigint') sequence!: string;
}
