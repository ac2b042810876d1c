import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { contractForm } from '#libs/contracts/primitives';
import type { DealOutcome, DealRejection, DealStatus, DecisionReason } from '#libs/contracts/http/deals';
import type { Money } from '#libs/database/money';
import { MoneyColumn, OptionalMoneyColumn } from '#libs/database/money.column';
import type { Candidate } from '../account/matching.ts';
import type { Settings } from '../setting/deal-setting.entity.ts';
import { ExtensionRefusedBefore, IllegalTransition, NoActivity } from './deal.errors.ts';
import { allows, moves, terminalStatuses, type Move } from './deal.transitions.ts';
import { dayMs, inactivityOf, remindersMissed, remindersPast, stepsAhead, type DueStep } from './protection.ts';

export type Contract = z.output<typeof contractForm>;

/** Why no partner may have a customer. */
export type ClosedToPartners = 'named-account' | 'direct-pipeline';

/** What the customer signed. */
export interface Closing {
  readonly amount: Money;
  readonly contract: Contract;
  readonly termMonths: number | null;
  readonly closedOn: string;
}

/** A partner's claim on one opportunity: an account and product families. */
@Entity()
export class Deal {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  /** Counts changes; the ETag. */
  @Column('integer') version!: number;
  @Column('uuid') partnerId!: string;
  @Column('uuid') sellerId!: string;
  @Column('text') sourceKind!: 'registration' | 'lead';
  @Column('text') status!: DealStatus;
  @Column('uuid') accountId!: string;
  @Column('text') accountName!: string;
  @Column('text', { nullable: true }) website!: string | null;
  @Column('char', { length: 2 }) country!: string;
  /** Sorted. */
  @Column('text', { array: true }) productFamilies!: string[];
  @Column(() => MoneyColumn) estimatedValue!: MoneyColumn;
  @Column('text') contract!: Contract;
  @Column('integer', { nullable: true }) termMonths!: number | null;
  @Column('date') expectedCloseOn!: string;
  @Column('text', { nullable: true }) contactName!: string | null;
  @Column('text', { nullable: true }) notes!: string | null;
  @Column('text') outcome!: DealOutcome;
  @Column('text') reason!: DecisionReason;
  @Column('jsonb') candidates!: Candidate[];
  @Column('timestamptz') registeredAt!: Date;
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) protectedUntil!: Date | null;
  /** Since when nothing was done about it: approval, or the last activity. */
  @Column('timestamptz', { nullable: true }) activeSince!: Date | null;
  @Column('integer', { nullable: true }) remindedDays!: number | null;
  @Column('boolean') inactivityWarned!: boolean;
  /** When the last activity was logged, inactivity would have been warned of, and the protection taken away, at these moments. */
  @Column('timestamptz', { nullable: true }) warnNotBefore!: Date | null;
  @Column('timestamptz', { nullable: true }) revokeNotBefore!: Date | null;
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  @Column('text', { nullable: true }) extension!: 'requested' | 'granted' | 'refused' | null;
  @Column('text', { nullable: true }) rejectionReason!: DealRejection | null;
  @Column('text', { nullable: true }) rejectionNote!: string | null;
  @Column('text', { nullable: true }) returnNote!: string | null;
  @Column(() => OptionalMoneyColumn) wonAmount!: OptionalMoneyColumn;
  @Column('text', { nullable: true }) wonContract!: Contract | null;
  @Column('integer', { nullable: true }) wonTermMonths!: number | null;
  @Column('date', { nullable: true }) closedOn!: string | null;
  @Column('text', { nullable: true }) lostReason!: string | null;

  approve(at: Date, settings: Settings): void {
    this.move('approve');
    this.protect(at, settings);
  }

  /** Out of the queue; to a person where registrations are not approved by themselves. */
  promote(at: Date, settings: Settings): void {
    this.move(settings.auto_approve ? 'promote' : 'advance');
    this.outcome = 'clear';
    this.reason = settings.auto_approve ? 'opportunity-free' : 'awaits-approval';
    if (settings.auto_approve) this.protect(at, settings);
  }

  queue(): void {
    this.move('queue');
    this.outcome = 'queued';
    this.reason = 'opportunity-taken';
  }

  reject(reason: DealRejection, note: string | undefined): void {
    this.move('reject');
    this.rejectionReason = reason;
    this.rejectionNote = note ?? null;
  }

  /** The customer is the vendor's own, which a registration finds out at once and a person, or a resubmission, later. */
  refuseAccount(reason: ClosedToPartners): void {
    this.reject(reason, undefined);
    this.outcome = 'rejected';
    this.reason = reason;
  }

  giveBack(note: string): void {
    this.move('return');
    this.returnNote = note;
  }

  resubmit(): void {
    this.move('resubmit');
    this.returnNote = null;
  }

  withdraw(): void {
    this.move('withdraw');
  }

  win({ amount, contract, termMonths, closedOn }: Closing): void {
    this.move('win');
    this.wonAmount = OptionalMoneyColumn.of(amount);
    this.wonContract = contract;
    this.wonTermMonths = termMonths;
    this.closedOn = closedOn;
  }

  lose(reason: string, closedOn: string): void {
    this.move('lose');
    this.lostReason = reason;
    this.closedOn = closedOn;
  }

  /**
   * Something was done about it, on that day. Here as below, whose settings say when something is due next: those that counted when the deal was last active, so
   * that a change of the programme takes nothing from a deal that is protected already. Nor does it where something is done about the deal after shorter times have
   * come to count: nothing is due before it would have been without.
   */
  logActivity(at: Date, doneAt: Date, settingsAt: (moment: Date) => Settings): void {
    if (terminalStatuses.includes(this.status)) throw new IllegalTransition('log', this.status);
    if (this.status !== 'approved' || this.activeSince === null || doneAt <= this.activeSince) return;
    const [settings, previous] = [settingsAt(doneAt), settingsAt(this.activeSince)];
    const before = inactivityOf(this, this.activeSince, previous);
    this.activeSince = doneAt;
    this.warnNotBefore = before.warn;
    this.revokeNotBefore = before.revoke;
    this.remindedDays = remindersMissed(this, at, settings, previous);
    // Where the end stays, so does what was said of it.
    if (inactivityOf(this, doneAt, settings).revoke > before.revoke) this.inactivityWarned = false;
    this.schedule(settings);
  }

  requestExtension(settings: Settings): void {
    if (this.status !== 'approved') throw new IllegalTransition('extend', this.status);
    if (this.extension !== null) throw new ExtensionRefusedBefore();
    if (!this.workedOn) throw new NoActivity();
    this.extension = 'requested';
    this.schedule(settings);
  }

  /** From the end of the protection, be it past or not. */
  grantExtension(at: Date, days: number, settings: Settings): Date {
    const end = this.decideExtension('granted');
    this.protectedUntil = new Date(end.getTime() + days * dayMs);
    this.remindedDays = remindersPast(this.protectedUntil, at, settings);
    this.schedule(settings);
    return this.protectedUntil;
  }

  refuseExtension(settings: Settings): Date {
    const end = this.decideExtension('refused');
    this.schedule(settings);
    return end;
  }

  /** Does what is due and says what it was; undefined where nothing is. After an outage only the last of several reminders is given. */
  takeStep(now: Date, settings: Settings): DueStep | undefined {
    const due = this.status === 'approved' ? stepsAhead(this, settings).filter(({ at }) => at <= now) : [];
    const step = due.find(({ kind }) => kind !== 'remind') ?? due.at(-1);
    if (step?.kind === 'expire') this.move('expire');
    if (step?.kind === 'revoke') this.move('revoke');
    if (step?.kind === 'warn') this.inactivityWarned = true;
    if (step?.kind === 'remind') this.remindedDays = step.days;
    this.schedule(settings);
    return step;
  }

  get closing(): Closing | undefined {
    const amount = this.wonAmount.toMoney();
    if (amount === undefined || this.wonContract === null || this.closedOn === null) return undefined;
    return { amount, contract: this.wonContract, termMonths: this.wonTermMonths, closedOn: this.closedOn };
  }

  private get workedOn(): boolean {
    return this.approvedAt !== null && this.activeSince !== null && this.activeSince > this.approvedAt;
  }

  private protect(at: Date, settings: Settings): void {
    this.approvedAt = at;
    this.activeSince = at;
    this.inactivityWarned = false;
    this.warnNotBefore = null;
    this.revokeNotBefore = null;
    this.protectedUntil = new Date(at.getTime() + settings.protection_days * dayMs);
    this.remindedDays = remindersPast(this.protectedUntil, at, settings);
    this.schedule(settings);
  }

  private decideExtension(decision: 'granted' | 'refused'): Date {
    if (this.status !== 'approved' || this.extension !== 'requested' || this.protectedUntil === null) throw new IllegalTransition('decide-extension', this.status);
    this.extension = decision;
    return this.protectedUntil;
  }

  /** Throws `IllegalTransition` where the present state does not allow the move. */
  mustAllow(move: Move): void {
    if (!allows(move, this.status)) throw new IllegalTransition(move, this.status);
  }

  private move(move: Move): void {
    this.mustAllow(move);
    this.status = moves[move].to;
    if (this.status !== 'approved') this.dueAt = null;
  }

  private schedule(settings: Settings): void {
    this.dueAt = this.status === 'approved' ? (stepsAhead(this, settings)[0]?.at ?? null) : null;
  }
}
