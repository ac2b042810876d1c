import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MoneyJson } from '#libs/contracts/primitives';
import { Effective } from '#libs/database/effective';
import type { Labels } from './labels.ts';

@Entity()
export class SuccessStory extends Effective {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') company!: string;
  @Column('integer') position!: number;
  @Column('jsonb') headline!: Labels;
  @Column('text', { nullable: true }) tier!: string | null;
  @Column('jsonb', { nullable: true }) dealValue!: MoneyJson | null;
  @Column('jsonb', { nullable: true }) commission!: MoneyJson | null;
  @Column('integer', { nullable: true }) growthPercent!: number | null;
  @Column('integer', { nullable: true }) growthMonths!: number | null;
  @Column('integer', { nullable: true }) dealsPerYear!: number | null;
}
