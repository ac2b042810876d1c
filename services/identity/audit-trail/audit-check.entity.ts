import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { auditFaults, auditRuns } from '#libs/contracts/http/identity';

/** That the trail was verified, and how it was found. Only ever added to. */
@Entity()
export class AuditCheck {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') run!: (typeof auditRuns)[number];
  @Column('timestamptz') startedAt!: Date;
  @Column('timestamptz') finishedAt!: Date;
  /** How many entries the head counted. */
  @Column('bigint') entries!: string;
  /** The first position that is not as it was written; null where the trail is intact, as is the next. */
  @Column('bigint', { nullable: true }) brokenAt!: string | null;
  @Column('text', { nullable: true }) fault!: (typeof auditFaults)[number] | null;
  /** `<position>:<hash>` that was expected to be part of it; null where none was. */
  @Column('text', { nullable: true }) anchor!: string | null;
}
