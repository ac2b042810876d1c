import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApplicationStatus } from '#libs/contracts/http/applications';

/** Who moved an application, when and why; only ever added to. */
@Entity()
export class ApplicationHistory {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') applicationId!: string;
  @Column('timestamptz') at!: Date;
  @Column('text') actorKind!: string;
  @Column('text', { nullable: true }) actorId!: string | null;
  @Column('text') event!: string;
  @Column('text', { nullable: true }) fromStatus!: ApplicationStatus | null;
  @Column('text') toStatus!: ApplicationStatus;
  @Column('text', { nullable: true }) why!: string | null;
}
