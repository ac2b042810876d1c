import type { DataSource } from 'typeorm';
import { databaseErrorCode, isConflict, isInfrastructureFailure } from './failures.ts';
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
const lockTimeout = '55P03';
const cancelled = '57014';
/** In a lane nobody waits longer for a row that somebody outside holds: alone, only who needs it does. */
const LOCK_TIMEOUT: Statement = { text: `SET LOCAL lock_timeout = '100ms'`, values: [] };

/**
 * Commits of one actor that arrive while others are under way travel together: one message, one transaction, one flush to disk for all.
 * It is a wager that none of them fails. Where one does, nothing was written, and each is sent again by itself, so that everybody
 * gets exactly the answer that he would have got alone. Where the database went away, everybody is told that.
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
    while (this.waiting.length > 0) await this.together(this.waiting.splice(0, MOST));
    this.busy = false;
    this.idle();
  }

  private async together(shares: readonly Share[]): Promise<void> {
    try {
      await this.send([LOCK_TIMEOUT, ...shares.flatMap(({ words }) => words)]);
      for (const { resolve } of shares) resolve();
    } catch (error) {
      const again = wasRolledBack(error) && (shares.length > 1 || databaseErrorCode(error) === lockTimeout);
      for (const { words, resolve, reject } of shares) {
        // Beside the lane: whoever has to wait for a row now keeps nobody else waiting.
        if (again) void this.send(words).then(resolve, reject);
        else reject(error);
      }
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

/** Not where the database went away: then nobody knows whether it had committed, and sent again, a request might meet its own rows and be refused. */
function wasRolledBack(error: unknown): boolean {
  const code = databaseErrorCode(error);
  return !isInfrastructureFailure(error) || isConflict(error) || code === lockTimeout || code === cancelled;
}
