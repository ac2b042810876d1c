import { Column, Entity, PrimaryColumn } from 'typeorm';

export type LinkPurpose = 'activation' | 'password_reset';

/** A single-use link that was mailed; of its secret only the hash is kept. */
@Entity()
export class MailedLink {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  userId!: string;

  @Column('text')
  purpose!: LinkPurpose;

  /** SHA-256; enough for 256 random bits, which nobody can guess. */
  @Column('bytea')
  tokenHash!: Buffer;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  usedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;
}
