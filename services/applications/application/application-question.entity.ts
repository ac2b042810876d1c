import { Column, Entity, IsNull, PrimaryColumn } from 'typeorm';

/** What the team asked the applicant, and the answer. */
@Entity()
export class ApplicationQuestion {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') applicationId!: string;
  @Column('text') question!: string;
  @Column('timestamptz') askedAt!: Date;
  @Column('uuid') askedBy!: string;
  @Column('text', { nullable: true }) answer!: string | null;
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;
  /** When the team took it back; it waits for no answer any more. */
  @Column('timestamptz', { nullable: true }) withdrawnAt!: Date | null;
}

/** Finds the one question that waits for an answer. */
export function openQuestion(applicationId: string) {
  return { applicationId, answeredAt: IsNull(), withdrawnAt: IsNull() };
}
