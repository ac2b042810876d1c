import type { DataSource } from 'typeorm';
import type { LastWord, Statement } from './last-words.ts';
import { TransactionRunner } from './transaction.runner.ts';

/** What one transaction would send with COMMIT. */
interface Share {
  readonly words: readonly LastWord[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Half of a flood is worked on by PostgreSQL while the other half is prepared: with more, everybody waits in step. */
const MOST = 16;
/** Together nobody waits longer for a row that somebody outside holds: alone, only who needs it does. */
const LOCK_TIMEOUT: Statement = { text: `SET LOCAL lock_timeout = '100ms'`, values: [] };

/**
 * Commits of one actor that arrive while others are under way travel together: one message, one transaction, one flush to disk for all.
 * It is a wager that none of them fails. Where one does, nothing was written, and each is sent again by itself, so that everybody
 * gets exactly the answer that he would have got alone.
 */
export class SharedCommits {
  private readonly lanes = new Map<string, Lane>();

  constructor(private readonly dataSource: DataSource) {}

  /** Resolves once all of it is committed; rejects with the error that they cause alone. */
  commit(actorSetting: string, words: readonly LastWord[]): Promise<void> {
    const lane = this.lanes.get(actorSetting) ?? new Lane(this.dataSource, actorSetting, () => this.lanes.delete(actorSetting));
    this.lanes.set(actorSetting, lane);
    return new Promise((resolve, reject) => lane.add({ words, resolve, reject }));
  }
}

class Lane {
  private waiting: Share[] = [];
  private busy = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly actorSetting: string,
    private readonly idle: () => void,
  ) {}

  add(share: Share): void {
    this.waiting.push(share);
    if (!this.busy) void this.run();
  }

  private async run(): Promise<void> {
    this.busy = true;
    while (this.waiting.length > 0) await this.settle(this.waiting.splice(0, MOST));
    this.busy = false;
    this.idle();
  }

  private async settle(shares: readonly Share[]): Promise<void> {
    try {
      const words = shares.flatMap((share) => share.words);
      await this.send(shares.length === 1 ? words : [LOCK_TIMEOUT, ...words]);
      for (const { resolve } of shares) resolve();
    } catch (error) {
      if (shares.length === 1) shares[0]?.reject(error);
      else await Promise.all(shares.map((share) => this.settle([share])));
    }
  }

  private async send(words: readonly LastWord[]): Promise<void> {
    const runner = new TransactionRunner(this.dataSource);
    try {
      runner.begin(this.actorSetting);
      for (const word of words) runner.atCommit(word);
      await runner.commit();
    } catch (error) {
      await runner.abandon();
      throw error;
    } finally {
      await runner.release();
    }
  }
}
