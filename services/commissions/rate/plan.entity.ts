import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Locale } from '#libs/contracts/primitives';
import type { Rate } from './rate.entity.ts';

/** A set of rates under one name, for every partner from a day on, until the next plan begins. Only ever added to, and marked where it is cancelled before that: another name is another version. */
@Entity()
export class Plan {
  @PrimaryColumn('text') code!: string;
  @PrimaryColumn('integer') version!: number;
  @Column('jsonb') name!: Readonly<Record<Locale, string>>;
  @Column('date') validFrom!: string;
  @Column('timestamptz') publishedAt!: Date;
  /** null for the plan that the programme began with. */
  @Column('uuid', { nullable: true }) publishedBy!: string | null;
  /** In the words of who published it; nobody has to give one. */
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('timestamptz', { nullable: true }) cancelledAt!: Date | null;

  /** Whether the rate came with it. */
  brought({ plan, validFrom, publishedAt }: Pick<Rate, 'plan' | 'validFrom' | 'publishedAt'>): boolean {
    return plan === this.code && validFrom === this.validFrom && Number(publishedAt) === Number(this.publishedAt);
  }

  /** The next version under its code, or the first; no number is given twice. */
  static following(plans: readonly Plan[], fields: Pick<Plan, 'code' | 'name' | 'validFrom' | 'publishedAt' | 'publishedBy' | 'reason'>): Plan {
    const version = 1 + Math.max(0, ...plans.filter(({ code }) => code === fields.code).map((plan) => plan.version));
    return Object.assign(new Plan(), { ...fields, version });
  }
}
