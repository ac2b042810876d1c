import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A customer as the CRM reported it last; written by `account_upsert` alone. */
@Entity({ name: 'crm_account' })
export class CrmAccount {
  @PrimaryColumn('text') id!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) website!: string | null;
  @Column('char', { length: 2 }) country!: string;
  @Column('text', { nullable: true }) industry!: string | null;
  /** Reserved for the vendor's own people. */
  @Column('boolean') named!: boolean;
  /** The vendor's own people are working on it. */
  @Column('boolean') directPipeline!: boolean;
  @Column('timestamptz') reportedAt!: Date;
  /** Words of the name in lower case, without accents. */
  @Column('text') search!: string;
}
