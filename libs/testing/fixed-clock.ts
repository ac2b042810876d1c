import { Clock } from '#libs/database/clock';

export interface Span {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

/** A clock that stands still until it is told: `clock.advance({ hours: 24 })`. */
export class FixedClock extends Clock {
  private moment: Date;

  constructor(at: Date | string = '2026-11-02T09:00:00.000Z') {
    super();
    this.moment = moment(at);
  }

  override now(): Date {
    return new Date(this.moment);
  }

  set(at: Date | string): void {
    this.moment = moment(at);
  }

  advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Span): void {
    this.moment = new Date(this.moment.getTime() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000);
  }
}

function moment(at: Date | string): Date {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) throw new RangeError(`Not a time: ${String(at)}`);
  return date;
}
