import type { DataSource } from 'typeorm';
import { databaseErrorCode, isConflict, isInfrastructureFailure } from './failures.ts';
import { Gathering } from './gathering.ts';
import type { LastWord } from './last-words.ts';
import { StatementLost } from './prepared.statement.ts';
import { type Opening, TransactionRunner } from './transaction.runner.ts';

const lockTimeout = '55P03';
const cancelled = '57014';

/**
 * Commits of one actor that arrive together, or while others are under way, travel together: one message, one transaction, one flush to disk for all.
 * It is a wager that none of them fails. Where one does, nothing was written, and each is sent again by itself, so that everybody
 * gets exactly the answer that he would have got alone. Where the database went away, everybody is told that.
 */
export class SharedCommits {
  private readonly lanes = new Map<string, Gathering<readonly LastWord[], void>>();

  constructor(private readonly dataSource: DataSource) {}

  /** Resolves once all of it is committed; rejects with the error that they cause alone. */
  commit(actorSetting: string, words: readonly LastWord[]): Promise<void> {
    const lane = this.lanes.get(actorSetting) ?? this.lane(actorSetting);
    this.lanes.set(actorSetting, lane);
    return lane.add(words);
  }

  private lane(actorSetting: string): Gathering<readonly LastWord[], void> {
    return new Gathering<readonly LastWord[], void>({
      send: async (shares, alone) => {
        await this.send(actorSetting, shares.flat(), { hurried: !alone });
        return shares.map(() => undefined);
      },
      again: mayBeSentAgain,
      idle: () => this.lanes.delete(actorSetting),
    });
  }

  private async send(actorSetting: string, words: readonly LastWord[], opening: Opening): Promise<void> {
    const runner = new TransactionRunner(this.dataSource);
    try {
      runner.begin(actorSetting, opening);
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

/** Where the transaction was rolled back, and the same will not simply happen again: because of another, or because it waited no longer. */
export function mayBeSentAgain(error: unknown, count: number): boolean {
  return wasRolledBack(error) && (count > 1 || databaseErrorCode(error) === lockTimeout);
}

/** Not where the database went away: then nobody knows whether it had committed, and sent again, a request might meet its own rows and be refused. */
function wasRolledBack(error: unknown): boolean {
  const code = databaseErrorCode(error);
  return !isInfrastructureFailure(error) || error instanceof StatementLost || isConflict(error) || code === lockTimeout || code === cancelled;
}
