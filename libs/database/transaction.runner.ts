import type { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';
import type { DataSource } from 'typeorm';
import { onBehalfOf } from './actor.statement.ts';
import { statementsOf } from './last-words.ts';
import type { LastWord } from './last-words.ts';
import { type Answered, OneMessage, type Statement } from './one.message.ts';
import { answerOf, type Client, clientOf, failureOf, type PreparedStatement, rowsOf, StatementLost, StatementRunner } from './prepared.statement.ts';

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
      const asked = { ...statement, values };
      if (this.opened === undefined) return await this.openWith<R>(asked);
      await this.opened;
      return await rowsOf(this.answer(new OneMessage<R>([asked], 0)), asked);
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

  private async sendCommit(): Promise<void> {
    await this.end();
    const statements = [...statementsOf(this.lastWords), commit];
    if (this.opened === undefined) {
      if (this.lastWords.length === 0) {
        this.isTransactionActive = false;
        return;
      }
      statements.unshift(...this.opening);
      // From here on there is something to roll back.
      this.opened = Promise.resolve();
    }
    // Without BEGIN, what travels with COMMIT would be committed all the same.
    await this.opened;
    const { did } = await this.answer(new OneMessage(statements));
    this.isTransactionActive = false;
    // Within a savepoint that was rolled back.
    if (this.lost) this.close(this.lost);
    if (did !== 'COMMIT') throw new TransactionAborted();
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
  private async openWith<R extends object>(first: Statement): Promise<R[]> {
    const message = new OneMessage<R>([...this.opening, first], this.opening.length);
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
      throw hasBegun() ? failureOf(error, first) : error;
    }
  }

  private async answer<R extends object>(message: OneMessage<R>): Promise<Answered<R>> {
    const client = await this.client();
    try {
      return await answerOf(client, message);
    } catch (error) {
      if (error instanceof StatementLost) this.lost = error;
      throw error;
    }
  }

  private async client(): Promise<Client> {
    return clientOf(await this.connect());
  }
}
