import type { ServerResponse } from 'node:http';
import type { FeedEntry } from './feed.hub.ts';

export interface StreamSettings {
  /** Bytes that may wait for a slow reader before the connection is cut; it comes back with Last-Event-ID. */
  readonly buffer: number;
  /** Milliseconds between two comments, which keep proxies from thinking the connection dead. */
  readonly heartbeat: number;
  /** Milliseconds until the token expires. */
  readonly lifetime: number;
}

const waitingAtMost = 1000;
const rememberedAtMost = 2000;
const drainWithinMs = 30_000;
const longestTimer = 2 ** 31 - 1;

/**
 * One open page's server-sent events. What arrives live while missed entries are still being replayed waits its turn; an entry
 * that comes both ways is sent once. It remembers single ids and not the highest, because ids can become visible out of order.
 */
export class FeedStream {
  private waiting: FeedEntry[] | undefined = [];
  private missedMore = false;
  private readonly sent = new Set<number>();
  private readonly timers: NodeJS.Timeout[] = [];
  /** The highest feed id that the page has. */
  lastId = 0;

  constructor(private readonly out: ServerResponse, private readonly settings: StreamSettings) {}

  get closed(): boolean {
    return this.out.destroyed || this.out.writableEnded;
  }

  open(headers: Record<string, string | string[] | number | undefined>): void {
    this.out.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'close' });
    this.write('retry: 3000\n\n');
    this.timers.push(
      setInterval(() => this.write(': still here\n\n'), this.settings.heartbeat),
      setTimeout(() => this.close('token expired'), Math.min(Math.max(this.settings.lifetime, 0), longestTimer)),
    );
    this.out.once('close', () => this.stopTimers());
  }

  /** An entry from the live topic. */
  push(entry: FeedEntry): void {
    if (this.waiting === undefined) this.sendLive(entry);
    else if (this.waiting.length < waitingAtMost) this.waiting.push(entry);
    else this.out.destroy();
  }

  /** Entries from the past, oldest first, as fast as the reader takes them; one who takes none for long is cut off. */
  async replay(entries: readonly FeedEntry[]): Promise<void> {
    for (const entry of entries) {
      if (this.closed) return;
      this.send(entry);
      if (this.out.writableNeedDrain) await this.drained();
    }
  }

  /**
   * Live entries may have been missed: keeps them back until `goLive`. False where they are kept back already, for a replay
   * that may have read the past too early; it is told so by `goLive`.
   */
  hold(): boolean {
    this.missedMore = this.waiting !== undefined;
    this.waiting ??= [];
    return !this.missedMore;
  }

  /** The past is told; from here on entries go out as they come. False where some were missed since: then the rest of the past comes first. */
  goLive(): boolean {
    if (this.missedMore) {
      this.missedMore = false;
      return false;
    }
    const waiting = this.waiting ?? [];
    this.waiting = undefined;
    for (const entry of waiting) this.sendLive(entry);
    return true;
  }

  /** Ends with a comment that says why; the page may come back with Last-Event-ID. What is not open yet is for its opener to end. */
  close(why: string): void {
    this.stopTimers();
    if (this.out.headersSent && !this.closed) this.out.end(`: ${why}\n\n`);
  }

  /** Nobody waits for a slow reader here, so what piles up is bounded. */
  private sendLive(entry: FeedEntry): void {
    this.send(entry);
    if (this.out.writableLength > this.settings.buffer) this.out.destroy();
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const patience = setTimeout(() => this.out.destroy(), drainWithinMs);
      const over = () => {
        clearTimeout(patience);
        this.out.off('drain', over).off('close', over);
        resolve();
      };
      this.out.on('drain', over).on('close', over);
    });
  }

  private send(entry: FeedEntry): void {
    if (this.sent.has(entry.id)) return;
    if (this.sent.size >= rememberedAtMost) for (const oldest of this.sent) { this.sent.delete(oldest); break; }
    this.sent.add(entry.id);
    this.lastId = Math.max(this.lastId, entry.id);
    // JSON has no raw line breaks, so one data line is enough.
    this.write(`id: ${entry.id}\nevent: notification\ndata: ${JSON.stringify(entry)}\n\n`);
  }

  private write(text: string): void {
    if (this.closed) return;
    this.out.write(text);
  }

  private stopTimers(): void {
    for (const timer of this.timers.splice(0)) clearTimeout(timer);
  }
}
