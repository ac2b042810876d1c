import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a tier earns from a day on: one version of a rule. Only ever added to, and marked where it is cancelled before that. */
@Entity()
export class Rate {
  @PrimaryColumn('uuid') ruleId!: string;
  @PrimaryColumn('integer') version!: number;
  @Column('text') plan!: string;
  @Column('text') tier!: string;
  /** Decimal text as PostgreSQL writes it, "30.0000": a rate is never a float. */
  @Column('numeric') percent!: string;
  @Column('date') validFrom!: string;
  @Column('timestamptz') publishedAt!: Date;
  /** null for the rates the programme began with. */
  @Column('uuid', { nullable: true }) publishedBy!: string | null;
  /** In the words of who published it; nobody has to give one. */
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('timestamptz', { nullable: true }) cancelledAt!: Date | null;

  /** The next version, or the first where there is none before it. */
  static following(last: Rate | null, fields: Pick<Rate, 'ruleId' | 'plan' | 'tier' | 'percent' | 'validFrom' | 'publishedAt' | 'publishedBy' | 'reason'>): Rate {
    const percent = percentText(fields.percent).replace(/^0(?=\d)/, '');
    return Object.assign(new Rate(), { ...fields, percent, ruleId: last?.ruleId ?? fields.ruleId, version: (last?.version ?? 0) + 1 });
  }
}

/** "30.0000" as people write it: "30". */
export function percentText(percent: string): string {
  return percent.includes('.') ? percent.replace(/\.?0+$/, '') : percent;
}
