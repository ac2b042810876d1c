import type { EntityManager } from 'typeorm';
import type { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';
import type { DataSource } from 'typeorm';
import { statementsOf } from './last-words.ts';
import type { LastWord, ListCall } from './last-words.ts';
import { type Answered, OneMessage, type Statement } from './one.message.ts';
import { type Client, clientOf, failureOf, isLost, type PreparedStatement, runPrepared, StatementLost, StatementRunner } from './prepared.statement.ts';

/** The work caught a failed statement and went on: PostgreSQL had already given the transaction up, and COMMIT rolled it back. */
export class TransactionAborted extends Error {
  constructor() {
    super('The transaction was rolled back at COMMIT because a statement in it had failed and its error was swallowed. Let the error through, or use a savepoint (tx.transaction).');
    this.name = 'TransactionAborted';
  }
}

/** `tx` was used after its transaction had ended: somewhere a promise is not awaited. */
export class TransactionEnded extends Error {
  constructor() {
    super('This transaction has ended; a statement was sent to it without being awaited inside inTransaction().');
    this.name = 'TransactionEnded';
  }
}

const rollbackTimeoutMs = 5_000;
const begin: Statement = { name: 'begin', text: 'BEGIN ISOLATION LEVEL READ COMMITTED', values: [] };
const commit: Statement = { name: 'commit', text: 'COMMIT', values: [] };
const onBehalfOf = (actorSetting: string): Statement => ({ name: 'actor', text: `SELECT set_config('app.actor', $1, true)`, values: [actorSetting] });

/**
 * TypeORM's own query runner, with BEGIN and the actor in one round trip. It counts as depth 1 from the start, so that `save()` joins
 * this transaction and `tx.transaction()` makes a savepoint: at depth 0 TypeORM's COMMIT would end ours.
 * BEGIN waits for the first statement, and travels with it where that is a prepared one; where all that is written travels with COMMIT, the whole transaction is one message.
 */
export class TransactionRunner extends StatementRunner {
  private readonly lastWork: (() => Promise<void>)[] = [];
  private readonly lastWords: LastWord[] = [];
  private readonly afterwards: (() => void)[] = [];
  private opening: readonly Statement[] = [];
  private opened: Promise<void> | undefined;
  private ended = false;
  private lost: StatementLost | undefined;
  private running = 0;
  private whenQuiet: (() => void) | undefined;

  constructor(dataSource: DataSource) {
    super(dataSource);
    this.manager = dataSource.createEntityManager(this);
  }

  override async query(text: string, parameters?: unknown[], structured?: boolean): ReturnType<PostgresQueryRunner['query']> {
    if (this.ended) throw new TransactionEnded();
    this.running += 1;
    try {
      this.opened ??= this.open();
      await this.opened;
      const answer: unknown = await super.query(text, parameters, structured);
      return answer;
    } finally {
      this.running -= 1;
      if (this.running === 0) this.whenQuiet?.();
    }
  }

  /** As `query`, without what TypeORM does around it. */
  async prepared<R extends object>(statement: PreparedStatement, values: readonly unknown[]): Promise<R[]> {
    if (this.ended) throw new TransactionEnded();
    this.running += 1;
    try {
      if (this.opened === undefined) return await this.openWith<R>(statement, values);
      await this.opened;
      return await runPrepared<R>(await this.client(), statement, values);
    } catch (error) {
      if (error instanceof StatementLost) this.lost = error;
      throw error;
    } finally {
      this.running -= 1;
      if (this.running === 0) this.whenQuiet?.();
    }
  }

  begin(actorSetting: string): void {
    this.opening = [begin, onBehalfOf(actorSetting)];
    this.isTransactionActive = true;
    this.transactionDepth = 1;
  }

  get inSavepoint(): boolean {
    return this.transactionDepth > 1;
  }

  beforeCommit(work: () => Promise<void>): void {
    if (this.ended) throw new TransactionEnded();
    this.lastWork.push(work);
  }

  /** Whatever waits for the end of the work; it may make more of it. */
  async settle(): Promise<void> {
    for (let work = this.lastWork.shift(); work; work = this.lastWork.shift()) await work();
  }

  /** Sends something together with COMMIT. */
  atCommit(word: LastWord): void {
    if (this.ended) throw new TransactionEnded();
    this.lastWords.push(word);
  }

  afterCommit(work: () => void): void {
    if (this.ended) throw new TransactionEnded();
    this.afterwards.push(work);
  }

  /** Ends the transaction here and hands what it would send with COMMIT to somebody who does. */
  takeLastWords(): readonly LastWord[] {
    if (this.opened !== undefined) throw new Error('A transaction that sent statements cannot be shared: use inTransaction().');
    if (this.afterwards.length > 0) throw new Error('afterCommit() is not for a shared transaction: use inTransaction().');
    this.ended = true;
    return this.lastWords;
  }

  async commit(): Promise<void> {
    await this.sendCommit();
    for (const work of this.afterwards) work();
  }

  /** `commit`, and returns the rows of the statement that travels last with it. */
  async commitReading<R extends object>(): Promise<R[]> {
    const rows = await this.sendCommit<R>(true);
    for (const work of this.afterwards) work();
    return rows;
  }

  private async sendCommit<R extends object>(isReading = false): Promise<R[]> {
    await this.end();
    const statements = [...statementsOf(this.lastWords), commit];
    if (this.opened === undefined) {
      if (this.lastWords.length === 0) {
        this.isTransactionActive = false;
        return [];
      }
      statements.unshift(...this.opening);
      // From here on there is something to roll back.
      this.opened = Promise.resolve();
    }
    // Without BEGIN, what travels with COMMIT would be committed all the same.
    await this.opened;
    const { rows, did } = await this.answer(new OneMessage<R>(statements, isReading ? statements.length - 2 : undefined));
    this.isTransactionActive = false;
    // Within a savepoint that was rolled back.
    if (this.lost) this.close(this.lost);
    if (did !== 'COMMIT') throw new TransactionAborted();
    return rows;
  }

  /** Rolls back, or closes the connection where that fails, so that nothing half-done returns to the pool. */
  async abandon(): Promise<void> {
    await this.end();
    if (!this.isTransactionActive) return;
    this.isTransactionActive = false;
    if (this.opened === undefined) return;
    try {
      const client = await this.client();
      await client.query({ text: 'ROLLBACK', query_timeout: rollbackTimeoutMs });
      if (this.lost) this.close(this.lost);
    } catch (error) {
      this.close(error);
    }
  }

  /** No statement may follow COMMIT or ROLLBACK on this connection: refuse new ones, wait for those under way. */
  private async end(): Promise<void> {
    this.ended = true;
    if (this.running > 0) await new Promise<void>((resolve) => (this.whenQuiet = resolve));
  }

  private async open(): Promise<void> {
    await this.answer(new OneMessage(this.opening));
  }

  /** BEGIN in one message with the first statement. */
  private async openWith<R extends object>(statement: PreparedStatement, values: readonly unknown[]): Promise<R[]> {
    const message = new OneMessage<R>([...this.opening, { ...statement, values }], this.opening.length);
    const hasBegun = (): boolean => message.completed >= this.opening.length;
    const answer = this.answer(message);
    // What comes beside or after it may run where only the statement failed, and nowhere where BEGIN did: it would be committed by itself, on nobody's behalf.
    this.opened = answer.then(
      () => undefined,
      (error: unknown) => {
        if (!hasBegun()) throw error;
      },
    );
    this.opened.catch(() => undefined);
    try {
      return (await answer).rows;
    } catch (error) {
      throw hasBegun() ? failureOf(error, statement, values) : error;
    }
  }

  private async answer<R extends object>(message: OneMessage<R>): Promise<Answered<R>> {
    const client = await this.client();
    try {
      return await client.query(message).answered;
    } catch (error) {
      if (!isLost(error)) throw error;
      this.lost = new StatementLost(message.unfinished, error);
      throw this.lost;
    }
  }

  private async client(): Promise<Client> {
    return clientOf(await this.connect());
  }
}

/**
 * Runs `work` once all else in the transaction is done, so that what several events of a batch bring about is written together. It is part of the
 * transaction: if it fails, nothing is committed. Later statements do not see its effect. False within a savepoint, whose rollback would not undo it: write at once then.
 *
 *     if (!beforeCommit(tx, () => this.write(tx, waiting))) await this.write(tx, waiting);
 */
export function beforeCommit(tx: EntityManager, work: () => Promise<void>): boolean {
  const runner = tx.queryRunner;
  if (!(runner instanceof TransactionRunner)) throw new Error('beforeCommit() needs the tx of Database.inTransaction()');
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
