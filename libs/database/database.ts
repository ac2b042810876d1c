import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { actorSetting } from './actor.ts';
import type { Actor } from './actor.ts';
import { isConflict } from './failures.ts';
import type { Statement } from './one.message.ts';
import { gatheringOf, SharedCommits } from './shared-commit.ts';
import { inTransactionSpan } from './tracing.ts';
import { TransactionRunner } from './transaction.runner.ts';

/** `inTransaction` was called inside `inTransaction`: the inner one would commit on another connection. Pass `tx` on instead. */
export class NestedTransaction extends Error {
  constructor() {
    super('inTransaction() was called inside another inTransaction(): pass the `tx` of the outer one on.');
    this.name = 'NestedTransaction';
  }
}

const maxAttempts = 6;
const transactions = new AsyncLocalStorage<{ readonly database: Database; open: boolean }>();

/** The only way to the tenant tables of a service. */
@Injectable()
export class Database {
  private readonly commits: SharedCommits;

  constructor(private readonly dataSource: DataSource) {
    this.commits = new SharedCommits(dataSource);
  }

  /**
   * Runs `work` in one READ COMMITTED transaction on behalf of `actor`, whom row-level security judges by, and commits when it returns.
   * Any error rolls everything back and comes out unchanged. After a deadlock or a serialization failure the whole work is run again, at most
   * six times within about a second, so it must have no effect outside `tx`: no HTTP, no mail, no Kafka.
   * Throws `NestedTransaction`, `InvalidActor`, `TransactionAborted` for mistakes in the caller.
   *
   *     await database.inTransaction(actor, (tx) => tx.getRepository(Application).findOneBy({ id }));
   */
  inTransaction<T>(actor: Actor, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.attempt(actor, (setting) => this.once(setting, work));
  }

  /**
   * `inTransaction` for work that only writes at COMMIT (`atCommit`, `Outbox.append`, `Idempotency.claim`): what arrives at the same time from the
   * same actor shares one transaction. Everybody gets the answer, or the error, that he would have got alone.
   * Throws where the work sent a statement of its own.
   */
  inSharedTransaction<T>(actor: Actor, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.attempt(actor, (setting) => this.shared(setting, work));
  }

  /**
   * For the few paths on which round trips decide: one statement (the last one, where there are several) that does all there is to do for many items, in a transaction of its
   * own that takes a single message, there and back. What arrives together, or while a message is under way, gathers and goes as the next one; alone, nobody waits. The
   * statement, our own code, answers one row for each item, in their order, and fails as a whole where it fails for one; each is then sent by itself, so
   * that everybody gets the answer, or the error, that he would have got alone; after conflicts repeated as `inTransaction` does. The actor is one for
   * all: the statement itself must see to it that nobody writes what he may not. Returns what takes an item.
   *
   *     this.write = database.gatheredMessages<Item, Row>(registrar, (items) => ({ name: 'deal_register', text: 'SELECT deal_register($1) AS answer', values: [JSON.stringify(items)] }));
   */
  gatheredMessages<I, R extends object>(actor: Actor, statementFor: (items: readonly I[]) => Statement | readonly Statement[]): (item: I) => Promise<R> {
    const gathering = gatheringOf<I, R, R>(this.dataSource, actorSetting(actor), { statementsFor: (items) => [statementFor(items)].flat(), answersOf: (rows) => rows });
    return (item) => this.attempt(actor, () => gathering.add(item));
  }

  /** Throws where the database cannot be reached; for readiness. */
  async ping(): Promise<void> {
    await this.dataSource.query('SELECT 1');
  }

  private async attempt<T>(actor: Actor, transaction: (setting: string) => Promise<T>): Promise<T> {
    const outer = transactions.getStore();
    if (outer?.open && outer.database === this) throw new NestedTransaction();
    const setting = actorSetting(actor);
    return inTransactionSpan(() => this.untilNoConflict(() => transaction(setting)));
  }

  private async untilNoConflict<T>(transaction: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await transaction();
      } catch (error) {
        if (attempt === maxAttempts || !isConflict(error)) throw error;
        await pause(Math.random() * 20 * 2 ** attempt);
      }
    }
  }

  private once<T>(setting: string, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.within(setting, work, (runner) => runner.commit());
  }

  private shared<T>(setting: string, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.within(setting, work, (runner) => this.commits.commit(setting, runner.takeLastWords()));
  }

  private async within<T>(setting: string, work: (tx: EntityManager) => Promise<T>, commit: (runner: TransactionRunner) => Promise<void>): Promise<T> {
    const runner = new TransactionRunner(this.dataSource);
    const scope = { database: this, open: true };
    try {
      runner.begin(setting);
      const result = await transactions.run(scope, async () => {
        const worked = await work(runner.manager);
        await runner.settle();
        return worked;
      });
      await commit(runner);
      return result;
    } catch (error) {
      await runner.abandon();
      throw error;
    } finally {
      scope.open = false;
      await runner.release();
    }
  }
}
