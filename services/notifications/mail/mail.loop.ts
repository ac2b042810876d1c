import { setTimeout as pause } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Shutdown } from '#libs/service/shutdown';
import { Config } from '../config.ts';
import { DeliveryQueue } from './delivery.queue.ts';
import { MailBreaker } from './mail.breaker.ts';
import { MailMetrics } from './mail.metrics.ts';
import { MailPace } from './mail.pace.ts';
import { MailSender } from './mail.sender.ts';
import { MailTransport } from './mail.transport.ts';

const pollMs = 400;
const databaseAwayMs = 1_000;
const lookMs = 10_000;
/** Mails under way at a stop get this long; then their connections are closed. */
const drainMs = 5_000;

/** Keeps mails flowing: claims as many as there are free places and permits, and asks again when there is nothing due. */
@Injectable()
export class MailLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('MailLoop');
  private readonly inFlight = new Set<Promise<void>>();
  private running: Promise<void> | undefined;
  private lookedAt = -Infinity;

  constructor(
    private readonly config: Config,
    private readonly queue: DeliveryQueue,
    private readonly sender: MailSender,
    private readonly breaker: MailBreaker,
    private readonly pace: MailPace,
    private readonly transport: MailTransport,
    private readonly metrics: MailMetrics,
    private readonly shutdown: Shutdown,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** Claims nothing more and waits for the mails under way: what is not recorded now is sent twice later. */
  async beforeApplicationShutdown(): Promise<void> {
    this.shutdown.begin();
    await this.running;
    const drained = new AbortController();
    const tooLong = pause(drainMs, undefined, { signal: drained.signal }).catch(() => undefined);
    await Promise.race([Promise.all(this.inFlight), tooLong]);
    drained.abort();
    await this.transport.close();
    await Promise.all(this.inFlight);
  }

  private async run(): Promise<void> {
    const { signal } = this.shutdown;
    while (!signal.aborted) {
      const waitMs = await this.turn().catch((error: unknown) => {
        this.logger.warn(`The queue of mails cannot be read: ${error instanceof Error ? error.message : 'unknown'}`);
        return databaseAwayMs;
      });
      if (waitMs > 0) await Promise.race([pause(waitMs, undefined, { signal }).catch(() => undefined), ...(this.free() === 0 ? this.inFlight : [])]);
    }
  }

  /** Returns how long to wait before the next turn, in ms. */
  private async turn(): Promise<number> {
    await this.look();
    const places = this.breaker.allowance(this.free(), this.inFlight.size);
    if (places === 0) return pollMs;
    const limit = Math.min(places, this.pace.permits());
    if (limit === 0) return this.pace.waitMs();
    const claimed = await this.queue.claim(limit);
    for (const delivery of claimed) this.track(this.sender.send(delivery));
    return claimed.length === limit ? 0 : pollMs;
  }

  private track(sending: Promise<void>): void {
    this.pace.begin();
    const tracked = sending
      .catch((error: unknown) => this.logger.error(`The end of an attempt is not recorded; the mail will be sent again: ${error instanceof Error ? error.message : 'unknown'}`))
      .finally(() => {
        this.pace.end();
        this.inFlight.delete(tracked);
      });
    this.inFlight.add(tracked);
  }

  private free(): number {
    return this.config.MAIL_CONCURRENCY - this.inFlight.size;
  }

  private async look(): Promise<void> {
    if (performance.now() - this.lookedAt < lookMs) return;
    this.lookedAt = performance.now();
    await this.metrics.look();
  }
}
