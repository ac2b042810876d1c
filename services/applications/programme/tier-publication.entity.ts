import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a tier was published anew: its version is what of its rows counts when it begins. Only ever added to, and marked where it is cancelled before that. */
@Entity()
export class TierPublication {
  @PrimaryColumn('text') tier!: string;
  @PrimaryColumn('integer') version!: number;
  @Column('timestamptz') validFrom!: Date;
  /** null for what the programme began with, as are the two below. */
  @Column('timestamptz', { nullable: true }) publishedAt!: Date | null;
  @Column('uuid', { nullable: true }) publishedBy!: string | null;
  /** In the words of who published it. */
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('timestamptz', { nullable: true }) cancelledAt!: Date | null;
}
