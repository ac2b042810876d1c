import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How a person proves who they are. A row of its own, which only the system sees. */
@Entity()
export class Credential {
  @PrimaryColumn('uuid')
  userId!: string;

  /** PHC string, argon2id. */
  @Column('text')
  passwordHash!: string;

  @Column('timestamptz')
  changedAt!: Date;
}
