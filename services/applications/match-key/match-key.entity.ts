import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MatchKind } from './match-key.ts';

/**
 * Who holds a match key. At most one live row per kind and value, by a partial unique index; a released one remembers until when the
 * company may not come back. No policy stands on this table, so nothing of it is ever shown to applicants or partners.
 */
@Entity('match_key')
export class MatchKeyHold {
  @PrimaryColumn('bigint') id!: string;
  @Column('text') kind!: MatchKind;
  @Column('text') value!: string;
  @Column('uuid') applicationId!: string;
  /** Set when the application became a partner. */
  @Column('uuid', { nullable: true }) partnerId!: string | null;
  @Column('timestamptz') claimedAt!: Date;
  @Column('timestamptz', { nullable: true }) releasedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) reapplyFrom!: Date | null;
}
