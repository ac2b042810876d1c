import { Column, Entity, PrimaryColumn } from 'typeorm';

/** From when to when no partner was given a customer, as the CRM reported it; written beside each report by a trigger. `infinity` arrives as the number Infinity. */
@Entity()
export class ReservedPeriod {
  @PrimaryColumn('text') crmId!: string;
  @PrimaryColumn('text') why!: 'named' | 'direct_pipeline';
  @PrimaryColumn('timestamptz') validFrom!: Date;
  @Column('timestamptz') validTo!: Date | number;
  /** In the words of whoever keeps the CRM. */
  @Column('text', { nullable: true }) reason!: string | null;
}
