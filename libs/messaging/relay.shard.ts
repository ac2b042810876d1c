import { Logger } from '@nestjs/common';
import { describeError } from './errors.ts';
import type { KafkaClient } from './kafka.client.ts';
import type { MessagingOptions } from './messaging.options.ts';
import { type MessagingMetrics, noMetrics } from './metrics.ts';
import { RING_SLOTS } from './outbox.tables.ts';
import { Pause } from './pause.ts';
import { RelaySender } from './relay.sender.ts';
import { RelaySession } from './relay.session.ts';
import type { ReadPage } from './relay.window.ts';
import { withDeadline } from './deadline.ts';
import { backOff } from './retry.ts';

const RING_EVERY_MS = 30_000;
const ASK_FOR_LEAD_MS = 1_000;
/** After an append the relay polls at its shortest pause for this long. */
const ALERT_MS = 500;
/** How many times as long as the last request took events gather for the next one, and the longest. */
const PATIENCE = 4;
const LONGEST_GATHER_MS = 60;

/**
 * How long events gather after a request that took so long, ms. Longer where that was long: then everything else is waiting for the processors that each round
 * takes a share of. 0 switches it off.
 */
export function gatherFor(tookMs: number, gatherMs: number): number {
  if (gatherMs === 0) return 0;
  return Math.max(gatherMs - tookMs, Math.min(PATIENCE * tookMs, LONGEST_GATHER_MS));
}

/** One relay of one shard: waits for the lead, then reads, sends, and advances only after the broker's acknowledgement. */
export class RelayShard {
  private readonly logger = new Logger('Relay');
  private readonly metrics: MessagingMetrics;
  private readonly pause = new Pause();
  private loop: Promise<void> | undefined;
  private stopping = false;
  private aborted = false;
  private alertUntil = 0;
  leading = false;

  constructor(
    private readonly options: MessagingOptions,
    private readonly client: KafkaClient,
    private readonly url: string,
    private readonly shard: number,
    private readonly read: ReadPage,
  ) {
    this.metrics = options.metrics ?? noMetrics;
  }

  start(): void {
    this.loop = this.run();
  }

  /** An event is about to be committed, or has just been. Where another process leads, it is told. */
  wake(): void {
    const now = Date.now();
    const idle = now > this.alertUntil;
    this.alertUntil = now + ALERT_MS;
    if (idle) this.pause.end();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.pause.end();
    if (!this.loop) return;
    await withDeadline(this.loop, 5_000, () => new Error('the relay did not finish in time')).catch((error: unknown) => {
      this.aborted = true;
      this.logger.warn({ msg: 'Stopped with events unsent', shard: this.shard, error: describeError(error) });
    });
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.stopping; ) {
      try {
        await this.session(() => (failures = 0));
      } catch (error) {
        failures += 1;
        this.metrics.relayFailed();
        if (failures % 5 === 1) this.logger.warn({ msg: 'The relay starts again', shard: this.shard, failures, error: describeError(error) });
        if (!this.stopping) await this.pause.wait(backOff(Math.min(failures, 6)));
      }
    }
  }

  private async session(succeeded: () => void): Promise<void> {
    const session = await RelaySession.open(this.url, this.shard, this.options.service);
    const sender = new RelaySender(this.client, this.options.service);
    try {
      while (!(await session.tryLead())) {
        if (this.stopping) return;
        if (this.alert) await session.tellLeader();
        await this.pause.wait(this.alert ? ALERT_MS : ASK_FOR_LEAD_MS);
      }
      await session.listen(() => this.wake());
      await sender.connect();
      this.lead(true);
      await this.send(session, sender, succeeded);
    } finally {
      this.lead(false);
      await session.close();
      await sender.close();
    }
  }

  /** Reads one page ahead while a page is on its way, and writes the position down while the next is read. */
  private async send(session: RelaySession, sender: RelaySender, succeeded: () => void): Promise<void> {
    const limit = this.options.relay?.batchSize ?? 500;
    const read = (from: Parameters<ReadPage>[2]): ReturnType<ReadPage> => this.read(session, this.shard, from, limit);
    let ringAt = Date.now();
    let idleFor = 0;
    let saved = Promise.resolve();
    let page = await read(await session.load());
    while (!this.aborted) {
      if (page.rows.length === 0) {
        await saved;
        succeeded();
        if (this.stopping) return;
        if (Date.now() - ringAt > RING_EVERY_MS) {
          ringAt = Date.now();
          if (this.shard === 0) await session.emptyRing(RING_SLOTS);
        }
        idleFor = await this.rest(idleFor);
        page = await read(page.state);
        continue;
      }
      idleFor = 0;
      const ahead = page.state.target === null ? undefined : read(page.state);
      ahead?.catch(() => undefined);
      const began = performance.now();
      await sender.send(page.rows);
      this.metrics.relayed(page.rows.length, (performance.now() - began) / 1000);
      const next = ahead ?? this.gathered(began).then(() => read(page.state));
      next.catch(() => undefined);
      await saved;
      // Behind the next read and not waited for until the next page is sent; a position that is lost only repeats events.
      saved = session.save(page.state);
      saved.catch(() => undefined);
      page = await next;
    }
  }

  /** Under a steady stream each look at the outbox and each request to the broker costs the same whether it carries one event or fifty: lets some gather. */
  private async gathered(began: number): Promise<void> {
    const left = gatherFor(performance.now() - began, this.options.relay?.gatherMs ?? 20);
    if (left > 0 && !this.stopping) await this.pause.wait(left);
  }

  /** Pauses longer the longer there has been nothing to send; returns the milliseconds of idleness so far. */
  private async rest(idleFor: number): Promise<number> {
    const { minPauseMs = 4, maxPauseMs = 500 } = this.options.relay ?? {};
    const pause = this.alert ? minPauseMs : Math.min(Math.max(minPauseMs, idleFor / 4), maxPauseMs);
    await this.pause.wait(pause);
    return idleFor + pause;
  }

  private get alert(): boolean {
    return Date.now() < this.alertUntil;
  }

  private lead(leading: boolean): void {
    if (leading !== this.leading) this.logger.log({ msg: leading ? 'Leads' : 'Leads no longer', shard: this.shard });
    this.leading = leading;
    this.metrics.relayLeader(this.shard, leading);
  }
}
