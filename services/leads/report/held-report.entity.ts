import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Reported } from '#libs/contracts/http/deals';

export type ReportProblem = 'unknown-deal' | 'state' | 'currency' | 'amount' | 'date' | 'contradiction';

/** What the CRM reported and a deal could not take; a person looks at it. */
@Entity()
export class HeldReport {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') dealId!: string;
  @Column('text') report!: 'won' | 'lost';
  @Column('text') problem!: ReportProblem;
  @Column('text') detail!: string;
  @Column('jsonb') data!: Reported;
  @Column('text') source!: string;
  @Column('text') eventId!: string;
  @Column('timestamptz') heldAt!: Date;
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  @Column('uuid', { nullable: true }) settledBy!: string | null;
  @Column('text', { nullable: true }) settleNote!: string | null;
}
