/** The time of day as business rules see it. Inject this, never call `new Date()` or SQL `now()`, so that a test can name the moment. */
export abstract class Clock {
  abstract now(): Date;
}

/** The machine's clock, moved by `offsetMs` (milliseconds, may be negative): `CLOCK_OFFSET` shifts a whole test stack with it. */
export class SystemClock extends Clock {
  constructor(private readonly offsetMs = 0) {
    super();
    if (!Number.isSafeInteger(offsetMs)) throw new RangeError(`The clock's offset must be whole milliseconds, not ${offsetMs}.`);
  }

  override now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }
}
