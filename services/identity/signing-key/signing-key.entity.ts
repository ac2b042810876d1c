import type { JWK } from 'jose';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An RSA pair that signs access tokens; the private half is encrypted with KEY_ENCRYPTION_KEY. */
@Entity()
export class SigningKey {
  @PrimaryColumn('text')
  kid!: string;

  @Column('jsonb')
  publicJwk!: JWK;

  @Column('bytea')
  privateSealed!: Buffer;

  @Column('timestamptz')
  createdAt!: Date;

  /** Until then it is only published, so that every cache of the key set knows it before its first token arrives. */
  @Column('timestamptz')
  signsFrom!: Date;
}
