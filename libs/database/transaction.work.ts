// What the work of a transaction may ask of it, by the `tx` that it is given.
import type { EntityManager } from 'typeorm';
import type { ListCall } from './last-words.ts';
import type { Statement } from './one.message.ts';
import type { PreparedStatement } from './prepared.statement.ts';
import { TransactionRunner } from './transaction.runner.ts';

/**
 * Runs `work` once all else in the transaction is done, so that what several events of a batch bring about is written together. It is part of the
 * transaction: if it fails, nothing is committed. Later statements do not see its effect. False within a savepoint, whose rollback would not undo it: write at once then.
 *
 *     if (!beforeCommit(tx, () => this.write(tx, waiting))) await this.write(tx, waiting);
 */
export function beforeCommit(tx: EntityManager, work: () => Promise<void>): boolean {
  const runner = runnerOf(tx);
  if (runner.inSavepoint) return false;
  runner.beforeCommit(work);
  return true;
}

/**
 * Sends a statement (no answer expected) in the same message as COMMIT, which saves a round trip; if it fails, nothing is committed.
 * Later statements of the transaction do not see its effect.
 *
 *     atCommit(tx, { name: 'key-keep', text: 'INSERT INTO idempotency_key VALUES ($1, $2)', values: [scope, key] });
 */
export function atCommit(tx: EntityManager, statement: Statement): void {
  runnerOf(tx).atCommit(statement);
}

/**
 * `atCommit` for a SQL function `list(items jsonb)` that does one thing for each item: calls of the same function travel as one, within a transaction and
 * among those that share one (`inSharedTransaction`). The function must fail as a whole where any item fails.
 *
 *     atCommitAll(tx, { list: 'outbox_append', item: () => JSON.stringify(event) });
 */
export function atCommitAll(tx: EntityManager, call: ListCall): void {
  runnerOf(tx).atCommit(call);
}

/**
 * Runs `work`, which must not fail, once the transaction is committed: for what a process remembers of rows that others cannot read before. Not where it is rolled back.
 *
 *     afterCommit(tx, () => this.rows.forget());
 */
export function afterCommit(tx: EntityManager, work: () => void): void {
  runnerOf(tx).afterCommit(work);
}

/**
 * Runs a statement that many transactions run, parsed once for each connection and planned as seldom as PostgreSQL sees fit: half of what a small one costs. Not for
 * texts that are put together, of which there would be ever more. Fails as `tx.query` does; and where the connection can no longer run it, as if that were lost.
 *
 *     await prepared<Row>(tx, { name: 'feed-add', text: 'INSERT INTO feed_entry …' }, [JSON.stringify(entries)]);
 */
export function prepared<R extends object>(tx: EntityManager, statement: PreparedStatement, values: readonly unknown[]): Promise<R[]> {
  return runnerOf(tx).prepared<R>(statement, values);
}

function runnerOf(tx: EntityManager): TransactionRunner {
  const runner = tx.queryRunner;
  if (!(runner instanceof TransactionRunner)) throw new Error('This needs the tx of Database.inTransaction()');
  return runner;
}
