import { Column } from 'typeorm';
import type { z } from 'zod';
import type { clockView } from '#libs/contracts/http/applications';

/** How much of the promised time is used up when the team hears of it; at 100 it is late. */
export const clockSteps = [50, 80, 100] as const;
export type ClockStep = (typeof clockSteps)[number];
export type ClockView = z.output<typeof clockView>;

const bigint = { from: (stored: string | null) => (stored === null ? null : Number(stored)), to: (value: number | null) => value };
const minuteMs = 60_000;

/**
 * The promise to decide in time. It runs towards `dueAt`, stands still with `remainingMs` left (below zero: it was late already), or has
 * stopped for good with neither. `nextAt` is the moment of the next step that the team has not heard of; the sweep looks for it.
 */
export class ReviewClock {
  @Column('bigint', { transformer: bigint }) totalMs!: number;
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  @Column('bigint', { nullable: true, transformer: bigint }) remainingMs!: number | null;
  /** How many of `clockSteps` were told. */
  @Column('integer') stepsDone!: number;
  @Column('timestamptz', { nullable: true }) nextAt!: Date | null;

  static start(at: Date, totalMs: number): ReviewClock {
    const clock = Object.assign(new ReviewClock(), { totalMs, remainingMs: totalMs, dueAt: null, stepsDone: 0, nextAt: null });
    return clock.resume(at);
  }

  /** Runs on with the time that was left; a clock that runs or has stopped stays as it is. */
  resume(at: Date): this {
    if (this.remainingMs === null) return this;
    this.dueAt = new Date(at.getTime() + this.remainingMs);
    this.remainingMs = null;
    this.scheduleNext();
    return this;
  }

  pause(at: Date): this {
    if (this.dueAt === null) return this;
    this.remainingMs = this.dueAt.getTime() - at.getTime();
    this.dueAt = null;
    this.nextAt = null;
    return this;
  }

  stop(): this {
    this.dueAt = null;
    this.remainingMs = null;
    this.nextAt = null;
    return this;
  }

  /** The step whose moment has come and that nobody was told of; each is given once, in order. */
  takeStep(at: Date): ClockStep | undefined {
    if (this.nextAt === null || this.nextAt > at) return undefined;
    const step = clockSteps[this.stepsDone];
    this.stepsDone += 1;
    this.scheduleNext();
    return step;
  }

  view(at: Date): ClockView {
    if (this.remainingMs !== null) return { state: 'paused', remainingMinutes: minutes(this.remainingMs) };
    if (this.dueAt === null) return { state: 'stopped', remainingMinutes: null };
    const left = this.dueAt.getTime() - at.getTime();
    return { state: this.stateWith(left), remainingMinutes: minutes(left) };
  }

  private stateWith(leftMs: number): ClockView['state'] {
    const used = 100 - (leftMs / this.totalMs) * 100;
    if (used > 100) return 'overdue';
    if (used >= 80) return 'urgent';
    return used >= 50 ? 'warned' : 'running';
  }

  private scheduleNext(): void {
    const step = clockSteps[this.stepsDone];
    this.nextAt = this.dueAt === null || step === undefined ? null : new Date(this.dueAt.getTime() - Math.round(this.totalMs * (1 - step / 100)));
  }
}

/** Rounded down, so that half a minute late counts as late. */
function minutes(ms: number): number {
  return Math.floor(ms / minuteMs);
}
