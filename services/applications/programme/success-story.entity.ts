import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MoneyJson } from '#libs/contracts/primitives';
import { Effective } from '#libs/database/effective';
import type { Labels } from './labels.ts';

/** One version of a story: from when to when it is told. */
@Entity()
export class SuccessStory extends Effective {
  @PrimaryColumn('uuid') id!: string;
  /** The same for all versions of a story. */
  @Column('uuid') storyId!: string;
  @Column('integer') version!: number;
  @Column('text') company!: string;
  @Column('integer') position!: number;
  @Column('jsonb') headline!: Labels;
  @Column('text', { nullable: true }) tier!: string | null;
  @Column('jsonb', { nullable: true }) dealValue!: MoneyJson | null;
  @Column('jsonb', { nullable: true }) commission!: MoneyJson | null;
  @Column('integer', { nullable: true }) growthPercent!: number | null;
  @Column('integer', { nullable: true }) growthMonths!: number | null;
  @Column('integer', { nullable: true }) dealsPerYear!: number | null;
  /** null for what the programme began with, as are the two below. */
  @Column('timestamptz', { nullable: true }) publishedAt!: Date | null;
  @Column('uuid', { nullable: true }) publishedBy!: string | null;
  @Column('text', { nullable: true }) reason!: string | null;
  /** Where it has an end because it is told no more, not because another version follows. */
  @Column('timestamptz', { nullable: true }) withdrawnAt!: Date | null;
  @Column('uuid', { nullable: true }) withdrawnBy!: string | null;
  @Column('text', { nullable: true }) withdrawalReason!: string | null;
}
