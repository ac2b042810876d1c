import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Effective } from '#libs/database/effective';
import type { Labels } from './labels.ts';

/** A rank of the programme with its rate. */
@Entity()
export class Tier extends Effective {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('jsonb') name!: Labels;
  /** 1 is the lowest. */
  @Column('integer') rank!: number;
  /** Decimal text as PostgreSQL writes it, "30.0000": a rate is never a float. */
  @Column('numeric') commissionPercent!: string;
  @Column('boolean') mostPopular!: boolean;
}
