import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One of the vendor's people, as far as assigning needs to know: a copy, kept by events of identity. */
@Entity()
export class VendorPerson {
  @PrimaryColumn('uuid') userId!: string;
  @Column('text', { array: true }) roles!: string[];
  @Column('boolean') active!: boolean;
  /** Of partner managers alone: whom their partners write to. */
  @Column('text', { nullable: true }) name!: string | null;
  @Column('text', { nullable: true }) email!: string | null;
  /** Of the event that was written last; an older one changes nothing. */
  @Column('bigint') sequence!: string;
}
