import type { DataSource } from 'typeorm';
import { databaseErrorCode, isConflict, isInfrastructureFailure } from './failures.ts';
import { Gathering } from './gathering.ts';
import { Lane } from './lane.ts';
import { type LastWord, statementsOf } from './last-words.ts';
import type { Statement } from './one.message.ts';
import { StatementLost } from './prepared.statement.ts';

const lockTimeout = '55P03';
const cancelled = '57014';

/** So many wait that another message leaves behind the one that is on its way: with fewer, PostgreSQL would rather do them together. */
const AHEAD = 8;

/**
 * Commits of one actor that arrive together, or while others are under way, travel together: one message, one transaction, one flush to disk for all.
 * It is a wager that none of them fails. Where one does, nothing was written, and each is sent again by itself, so that everybody
 * gets exactly the answer that he would have got alone. Where the database went away, everybody is told that.
 */
export class SharedCommits {
  private readonly lanes = new Map<string, Gathering<readonly LastWord[], void>>();

  constructor(private readonly dataSource: DataSource) {}

  /** Resolves once all of it is committed; rejects with the error that they cause alone. */
  async commit(actorSetting: string, words: readonly LastWord[]): Promise<void> {
    if (words.length === 0) return;
    const lane = this.lanes.get(actorSetting) ?? this.lane(actorSetting);
    this.lanes.set(actorSetting, lane);
    await lane.add(words);
  }

  private lane(actorSetting: string): Gathering<readonly LastWord[], void> {
    return gatheringOf<readonly LastWord[], void, object>(this.dataSource, actorSetting, {
      ahead: AHEAD,
      statementsFor: (shares) => statementsOf(shares.flat()),
      answersOf: (_rows, shares) => shares.map(() => undefined),
      idle: () => this.lanes.delete(actorSetting),
    });
  }
}

interface Sharing<I, O, R> {
  readonly statementsFor: (items: readonly I[]) => readonly Statement[];
  /** One for each item, from the rows of the last statement. */
  readonly answersOf: (rows: R[], items: readonly I[]) => readonly O[];
  /** As of `Gathering`. Not where those who came first must be decided first: what is ahead is decided before the second tries of what failed. */
  readonly ahead?: number;
  readonly idle?: () => void;
}

/** Gathers what one actor sends into messages that are each a transaction of its own. */
export function gatheringOf<I, O, R extends object>(dataSource: DataSource, actorSetting: string, { statementsFor, answersOf, ahead, idle }: Sharing<I, O, R>): Gathering<I, O> {
  const lane = new Lane(dataSource, actorSetting);
  return new Gathering<I, O>({
    send: async (items, alone) => {
      const statements = statementsFor(items);
      return answersOf(alone ? await lane.sendAlone<R>(statements) : await lane.send<R>(statements), items);
    },
    again: mayBeSentAgain,
    ...(ahead === undefined ? {} : { ahead }),
    idle: () => {
      lane.rest();
      idle?.();
    },
  });
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
