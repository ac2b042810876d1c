import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApplicationStatus, ApplyBody, RejectionReason } from '#libs/contracts/http/applications';
import { MoneyColumn, OptionalMoneyColumn } from '#libs/database/money.column';
import type { QualificationBody } from '#libs/contracts/http/programme';
import type { MatchKey } from '../match-key/match-key.ts';
import type { Results } from '../programme/requirement.evaluation.ts';
import { IllegalTransition } from './application.errors.ts';
import { allows, moves, type Move } from './application.transitions.ts';
import { ReviewClock, type ClockStep } from './review-clock.ts';

/** The person who applied; erased when they ask for it. */
export class Contact {
  @Column('text') firstName!: string;
  @Column('text') lastName!: string;
  @Column('text') email!: string;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('text') jobTitle!: string;

  get name(): string {
    return `${this.firstName} ${this.lastName}`;
  }
}

/** A company's request to join, from submission to decision. */
@Entity()
export class Application {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  /** Counts changes; the ETag. */
  @Column('integer') version!: number;
  @Column('text') status!: ApplicationStatus;
  @Column('text') legalName!: string;
  @Column('text') website!: string;
  @Column('char', { length: 2 }) country!: string;
  @Column('text', { nullable: true }) registrationNumber!: string | null;
  @Column(() => MoneyColumn) annualRevenue!: MoneyColumn;
  @Column('integer') employees!: number;
  @Column(() => Contact) contact!: Contact;
  @Column('text') locale!: ApplyBody['locale'];
  @Column('jsonb') experience!: ApplyBody['experience'];
  @Column('jsonb') clients!: ApplyBody['clients'];
  @Column('text') tierAskedFor!: string;
  @Column('text', { nullable: true }) tierQualifiedFor!: string | null;
  @Column('text') goals!: string;
  @Column(() => OptionalMoneyColumn) annualCommitment!: OptionalMoneyColumn;
  @Column('timestamptz') consentedAt!: Date;
  /** The requirements as they were at submit, and which of them were met. */
  @Column('text') requirementSheet!: string;
  @Column('jsonb') requirementResults!: Results;
  @Column('jsonb') matchKeys!: MatchKey[];
  @Column('boolean') contested!: boolean;
  /** Why the applicant says that it is no duplicate. */
  @Column('text', { nullable: true }) statement!: string | null;
  @Column('timestamptz') submittedAt!: Date;
  @Column(() => ReviewClock) clock!: ReviewClock;
  @Column('uuid', { nullable: true }) reviewerId!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('uuid', { nullable: true }) decidedBy!: string | null;
  @Column('uuid', { nullable: true }) partnerId!: string | null;
  @Column('text', { nullable: true }) rejectionReason!: RejectionReason | null;
  @Column('text', { nullable: true }) rejectionNote!: string | null;
  @Column('timestamptz', { nullable: true }) mayReapplyFrom!: Date | null;
  @Column('timestamptz', { nullable: true }) linkRequestedAt!: Date | null;

  /** What the requirements of tiers are measured by. */
  get figures(): QualificationBody {
    return { ...this.experience, annualRevenue: this.annualRevenue.toMoney().toJSON(), annualCommitment: this.annualCommitment.toMoney()?.toJSON() };
  }

  /** A reviewer takes it, or takes the open question back. */
  review(reviewerId: string, at: Date): void {
    this.move('review');
    this.reviewerId = reviewerId;
    this.clock.resume(at);
  }

  ask(at: Date): void {
    this.move('ask');
    this.clock.pause(at);
  }

  answer(at: Date): void {
    this.move('answer');
    this.clock.resume(at);
  }

  approve(by: string, partnerId: string, at: Date): void {
    this.move('approve');
    this.decided(by, at);
    this.partnerId = partnerId;
  }

  reject(by: string, { reason, note }: { reason: RejectionReason; note?: string | undefined }, mayReapplyFrom: Date, at: Date): void {
    this.move('reject');
    this.decided(by, at);
    this.rejectionReason = reason;
    this.rejectionNote = note ?? null;
    this.mayReapplyFrom = mayReapplyFrom;
  }

  withdraw(at: Date): void {
    this.move('withdraw');
    this.decided(null, at);
  }

  /** The next thing to tell the team about the time that is left. */
  takeClockStep(at: Date): ClockStep | undefined {
    return this.clock.takeStep(at);
  }

  /** Throws `IllegalTransition` where the present state does not allow the move. */
  private move(move: Move): void {
    if (!allows(move, this.status)) throw new IllegalTransition(move, this.status);
    this.status = moves[move].to;
  }

  private decided(by: string | null, at: Date): void {
    this.clock.stop();
    this.decidedAt = at;
    this.decidedBy = by;
  }
}
