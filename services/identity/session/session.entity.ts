import { Column, Entity, PrimaryColumn } from 'typeorm';

export type SessionEnd = 'signed_out' | 'token_reused' | 'password_changed' | 'disabled' | 'expired';

/** One sign-in on one device: the family of all refresh tokens that follow from it. */
@Entity()
export class Session {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  userId!: string;

  @Column('timestamptz')
  openedAt!: Date;

  @Column('timestamptz')
  lastUsedAt!: Date;

  @Column('timestamptz')
  idleUntil!: Date;

  /** The end that no use can postpone. */
  @Column('timestamptz')
  endsAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('text', { nullable: true })
  endReason!: SessionEnd | null;

  get expiresAt(): Date {
    return this.idleUntil < this.endsAt ? this.idleUntil : this.endsAt;
  }

  isAlive(now: Date): boolean {
    return this.endedAt === null && now < this.expiresAt;
  }
}
