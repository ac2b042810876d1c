import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { requirement } from '#libs/contracts/http/programme';
import { Effective } from '#libs/database/effective';
import type { Labels } from './labels.ts';

type Requirement = z.output<typeof requirement>;

/** What a company must bring for a tier; tiers do not inherit each other's. */
@Entity()
export class TierRequirement extends Effective {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') tier!: string;
  @Column('text') code!: Requirement['code'];
  @Column('integer') position!: number;
  @Column('jsonb') text!: Labels;
  @Column('jsonb') required!: Requirement['required'];
}
