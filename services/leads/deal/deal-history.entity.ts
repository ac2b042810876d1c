import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DealStatus } from '#libs/contracts/http/deals';

/** One thing that happened to a deal: who, when, why. */
@Entity()
export class DealHistory {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') dealId!: string;
  @Column('uuid') partnerId!: string;
  @Column('timestamptz') at!: Date;
  @Column('text') actorKind!: string;
  @Column('text', { nullable: true }) actorId!: string | null;
  @Column('text') event!: string;
  @Column('text', { nullable: true }) fromStatus!: DealStatus | null;
  @Column('text') toStatus!: DealStatus;
  @Column('text', { nullable: true }) why!: string | null;
  /** Not for the partner. */
  @Column('boolean') internal!: boolean;
}
