import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SettingVersion } from '#libs/contracts/http/settings';

/** One number or text of the programme, from a day on. Only ever added to, and marked where it is cancelled before that. */
@Entity()
export class CommissionSetting {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') key!: string;
  @Column('date') validFrom!: string;
  @Column('jsonb') value!: SettingVersion['value'];
  /** null for what the programme began with, as are the two below. */
  @Column('timestamptz', { nullable: true }) publishedAt!: Date | null;
  @Column('uuid', { nullable: true }) publishedBy!: string | null;
  /** In the words of who published it. */
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('timestamptz', { nullable: true }) cancelledAt!: Date | null;
}
