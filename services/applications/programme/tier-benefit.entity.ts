import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Effective } from '#libs/database/effective';
import type { Labels } from './labels.ts';

/** The benefit that makes the system look for a partner manager on approval. */
export const dedicatedManager = 'dedicated_partner_manager';

/** What a tier gives. */
@Entity()
export class TierBenefit extends Effective {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') tier!: string;
  @Column('text') code!: string;
  @Column('integer') position!: number;
  @Column('jsonb') text!: Labels;
  /** Whether the programme's page advertises it. */
  @Column('boolean') listed!: boolean;
}
