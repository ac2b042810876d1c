import { Inject, Injectable, Logger } from '@nestjs/common';
import { Database } from '#libs/database/database';
import { describeError } from './errors.ts';
import { EventProcessor } from './event.processor.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging.options.ts';
import { ParkingReplay } from './parking.replay.ts';

const HOUR = 3_600_000;
/** Longer than the topics' retention of 30 days: an event that can still be delivered is still known. */
const KEEP = `interval '45 days'`;

/** Tries parked keys again when they are due, and forgets old inbox rows. */
@Injectable()
export class ParkingScheduler {
  private readonly logger = new Logger('ParkingScheduler');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = true;
  private purgedAt = 0;

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly database: Database,
    private readonly replays: ParkingReplay,
    private readonly processor: EventProcessor,
  ) {}

  start(): void {
    this.stopped = false;
    this.next();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Deletes inbox rows, digests of erased addresses and discarded events that no broker can deliver any more, 10,000 at a time. */
  async purge(): Promise<void> {
    await this.database.inTransaction(this.processor.actor, async (tx) => {
      await tx.query(`DELETE FROM inbox WHERE ctid = ANY (ARRAY(SELECT ctid FROM inbox WHERE received_at < clock_timestamp() - ${KEEP} LIMIT 10000))`);
      await tx.query(`DELETE FROM erased_person WHERE erased_at < clock_timestamp() - ${KEEP}`);
      await tx.query(`DELETE FROM parked_event WHERE discarded_at < clock_timestamp() - ${KEEP}`);
    });
  }

  private next(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.round().finally(() => this.next());
    }, this.options.consumer?.retryPollMs ?? 1_000);
  }

  private async round(): Promise<void> {
    try {
      await this.replays.replayDue();
      if (Date.now() - this.purgedAt < HOUR) return;
      this.purgedAt = Date.now();
      await this.purge();
    } catch (error) {
      this.logger.warn({ msg: 'Parked events could not be tried again', error: describeError(error) });
    }
  }
}
