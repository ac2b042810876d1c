import { Column, Entity, PrimaryColumn } from 'typeorm';

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
}
