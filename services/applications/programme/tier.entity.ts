import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Effective } from '#libs/database/effective';
import type { Labels } from './labels.ts';

/** A rank of the programme; what it earns says `TierRate`. */
@Entity()
export class Tier extends Effective {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('jsonb') name!: Labels;
  /** 1 is the lowest. */
  @Column('integer') rank!: number;
}
