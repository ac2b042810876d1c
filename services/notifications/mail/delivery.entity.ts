import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Locale } from '#libs/contracts/primitives';
import { IllegalDeliveryTransition } from './delivery.errors.ts';
import { deliveryTransitions, type DeliveryStatus } from './delivery.transitions.ts';

/** One mail to one address because of one event. What it will say is rendered while it is sent and kept nowhere. */
@Entity()
export class Delivery {
  /** Its Message-ID follows from it, so that every attempt carries the same. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  eventId!: string;

  @Column('text')
  template!: string;

  /** Address in lower case. */
  @Column('text')
  recipient!: string;

  @Column('text')
  recipientName!: string;

  @Column('text')
  locale!: Locale;

  /** What the event said; emptied when the mail is sent. */
  @Column('jsonb')
  data!: object;

  /** The bearer link as its issuer sealed it; erased when the mail is sent. */
  @Column('text', { nullable: true })
  sealedLink!: string | null;

  @Column('timestamptz', { nullable: true })
  linkExpiresAt!: Date | null;

  /** W3C trace context of the event that asked for it, so that its sending stands in the same trace. */
  @Column('text', { nullable: true })
  traceparent!: string | null;

  /** Of that event, for the lines about its sending. */
  @Column('text', { nullable: true })
  correlationId!: string | null;

  @Column('text')
  status!: DeliveryStatus;

  @Column('timestamptz')
  dueAt!: Date;

  @Column('int')
  attempts!: number;

  /** How often the mail server put it off (4xx); the back-off grows with it. */
  @Column('int')
  deferrals!: number;

  /** Committed before the mail server is spoken to, cleared with the result: a value met when claiming means that an attempt ended unknown. */
  @Column('timestamptz', { nullable: true })
  attemptStartedAt!: Date | null;

  /** Attempts made although an earlier one may have been accepted. */
  @Column('int')
  repeats!: number;

  @Column('text', { nullable: true })
  lastError!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;

  linkExpired(at: Date): boolean {
    return this.linkExpiresAt !== null && this.linkExpiresAt <= at;
  }

  /** `remark` says where it went out as something else than was asked for. */
  recordSent(at: Date, remark: string | null = null): void {
    this.move('sent');
    this.settledAt = at;
    this.attemptStartedAt = null;
    this.lastError = remark;
    this.forgetContent();
  }

  recordFailed(why: string, at: Date): void {
    this.move('failed');
    this.settledAt = at;
    this.attemptStartedAt = null;
    this.lastError = why;
  }

  /** Stays due. `known` says whether the server certainly did not take it; otherwise the marker stays and the next attempt counts as a repeat. */
  putOff(why: string, until: Date, { known, deferred }: { known: boolean; deferred: boolean }): void {
    this.dueAt = until;
    this.lastError = why;
    if (known) this.attemptStartedAt = null;
    if (deferred) this.deferrals += 1;
  }

  /** Somebody has dealt with the cause of the failure. */
  retry(at: Date): void {
    this.move('due');
    this.settledAt = null;
    this.deferrals = 0;
    this.dueAt = at;
  }

  cancel(why: string, at: Date): void {
    this.move('cancelled');
    this.settledAt = at;
    this.lastError = why;
    this.forgetContent();
  }

  private forgetContent(): void {
    this.data = {};
    this.sealedLink = null;
  }

  private move(to: DeliveryStatus): void {
    const allowed: readonly string[] = deliveryTransitions[this.status];
    if (!allowed.includes(to)) throw new IllegalDeliveryTransition(this.status, to);
    this.status = to;
  }
}
