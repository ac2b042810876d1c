import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody typed an address into "forgot password". Whose it is, if anybody's, is looked up later, so that the answer cannot tell. */
@Entity()
export class PasswordResetRequest {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  email!: string;

  @Column('timestamptz')
  requestedAt!: Date;
}
