import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one request to protect a deal for longer. */
@Entity()
export class DealExtension {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') dealId!: string;
  @Column('uuid') partnerId!: string;
  @Column('text') status!: 'requested' | 'granted' | 'refused';
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('uuid') requestedBy!: string;
  @Column('timestamptz') requestedAt!: Date;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('uuid', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
}
