import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class RefreshToken {
  @PrimaryColumn('bytea')
  tokenHash!: Buffer;

  @Column('uuid')
  sessionId!: string;

  @Column('timestamptz')
  issuedAt!: Date;

  @Column('timestamptz', { nullable: true })
  exchangedAt!: Date | null;

  @Column('bytea', { nullable: true })
  successorNonce!: Buffer | null;
}
