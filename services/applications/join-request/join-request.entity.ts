import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Locale } from '#libs/contracts/primitives';
import { JoinRequestDecided } from './join-request.errors.ts';
import { joinMoves, type JoinMove, type JoinRequestStatus } from './join-request.transitions.ts';

/** Somebody who says that they work for a partner asks its owners for an account. */
@Entity()
export class JoinRequest {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') partnerId!: string;
  @Column('text') status!: JoinRequestStatus;
  @Column('text') personName!: string;
  @Column('text') personEmail!: string;
  @Column('text', { nullable: true }) personJobTitle!: string | null;
  @Column('text') locale!: Locale;
  @Column('text', { nullable: true }) message!: string | null;
  @Column('timestamptz') requestedAt!: Date;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('uuid', { nullable: true }) decidedBy!: string | null;

  accept(by: string, at: Date): void {
    this.move('accept', by, at);
  }

  decline(by: string, at: Date): void {
    this.move('decline', by, at);
  }

  get person(): { name: string; email: string; locale: Locale } {
    return { name: this.personName, email: this.personEmail, locale: this.locale };
  }

  private move(move: JoinMove, by: string, at: Date): void {
    const from: readonly JoinRequestStatus[] = joinMoves[move].from;
    if (!from.includes(this.status)) throw new JoinRequestDecided(move, this.status);
    this.status = joinMoves[move].to;
    this.decidedBy = by;
    this.decidedAt = at;
  }
}
