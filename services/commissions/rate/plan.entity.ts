import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Locale } from '#libs/contracts/primitives';

/** A set of rates under one name. */
@Entity()
export class Plan {
  @PrimaryColumn('text') code!: string;
  @Column('jsonb') name!: Readonly<Record<Locale, string>>;
  @Column('date') validFrom!: string;
}

/** The plan of every partner, until there are others. */
export const standardPlan = 'standard';
