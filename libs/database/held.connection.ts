import { type DataSource, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { isConnectionLost } from './failures.ts';
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
  private heldSince = Infinity;
  private lostBy: unknown;

  constructor(dataSource: DataSource) {
    this.runner = new StatementRunner(dataSource);
    this.client = this.open();
    // Told to whoever sends.
    this.client.catch(() => undefined);
  }

  /** Nothing more should be sent: it broke, or can no longer run a statement. */
  get isLost(): boolean {
    return this.lostBy !== undefined;
  }

  /** How long it has been kept from others, ms; negative while there is none yet. */
  get heldMs(): number {
    return performance.now() - this.heldSince;
  }

  /** Returns the rows that the message asks for. Once connected, what it sends is written at once, behind all that was sent before. */
  async send<R extends object>(message: OneMessage<R>): Promise<R[]> {
    this.users += 1;
    try {
      const client = await this.client;
      // By TypeORM, when the connection broke or the pool was closed: it may be another's already.
      if (this.runner.isReleased) throw new QueryRunnerAlreadyReleasedError();
      return (await answerBehindOthers(client, message)).rows;
    } catch (error) {
      if (error instanceof StatementLost || isConnectionLost(error)) this.lostBy ??= error;
      throw error;
    } finally {
      await this.unused();
    }
  }

  giveBack(): void {
    void this.unused();
  }

  private async unused(): Promise<void> {
    this.users -= 1;
    if (this.users > 0) return;
    if (this.isLost) this.runner.close(this.lostBy);
    await this.runner.release();
  }

  private async open(): Promise<Client> {
    const client = clientOf(await this.runner.connect());
    this.heldSince = performance.now();
    if (areReadCommitted.has(client)) return client;
    await answerOf(client, new OneMessage([readCommitted]));
    areReadCommitted.add(client);
    return client;
  }
}
