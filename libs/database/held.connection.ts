import type { DataSource } from 'typeorm';
import { wasRolledBack } from './failures.ts';
import { OneMessage, type Statement } from './one.message.ts';
import { answerBehindOthers, answerOf, type Client, clientOf, StatementLost, StatementRunner } from './prepared.statement.ts';

/** Said once for each connection: a message that is a transaction by itself has no BEGIN that says so, and the functions that it calls count on it. */
const readCommitted: Statement = { name: 'read-committed', text: 'SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED', values: [] };
const areReadCommitted = new WeakSet<Client>();

/** A connection of the pool for messages that follow each other closely; it goes back with `giveBack`, once all of them are answered. */
export class HeldConnection {
  private readonly runner: StatementRunner;
  private readonly client: Promise<Client>;
  /** Messages on their way, and whoever holds it. */
  private users = 1;
  private reasonToClose: unknown;
  private readonly since = performance.now();

  constructor(dataSource: DataSource) {
    this.runner = new StatementRunner(dataSource);
    this.client = this.open();
    // Told to whoever sends.
    this.client.catch(() => undefined);
  }

  get heldMs(): number {
    return performance.now() - this.since;
  }

  /** Returns the rows that the message asks for. What it sends is written at once, behind all that was sent before. */
  async send<R extends object>(message: OneMessage<R>): Promise<R[]> {
    this.users += 1;
    try {
      const client = await this.client;
      return (await answerBehindOthers(client, message)).rows;
    } catch (error) {
      if (error instanceof StatementLost || !wasRolledBack(error)) this.reasonToClose ??= error;
      throw error;
    } finally {
      await this.leave();
    }
  }

  giveBack(): void {
    void this.leave();
  }

  private async leave(): Promise<void> {
    this.users -= 1;
    if (this.users > 0) return;
    if (this.reasonToClose !== undefined) this.runner.close(this.reasonToClose);
    await this.runner.release();
  }

  private async open(): Promise<Client> {
    const client = clientOf(await this.runner.connect());
    if (areReadCommitted.has(client)) return client;
    await answerOf(client, new OneMessage([readCommitted]));
    areReadCommitted.add(client);
    return client;
  }
}
