import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One number or text of the programme, from a day on. */
@Entity()
export class CommissionSetting {
  @PrimaryColumn('text') key!: string;
  @PrimaryColumn('date') validFrom!: string;
  @Column('jsonb') value!: unknown;
}
