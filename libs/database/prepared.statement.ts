import type { Connection } from 'pg';
import { type DataSource, QueryFailedError } from 'typeorm';
import { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';
import { isInfrastructureFailure } from './failures.ts';
import { type Answered, OneMessage, type Statement } from './one.message.ts';

/** A statement that a connection parses once; its name stands for this text alone. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

/** What of pg's client is used here. */
export interface Client {
  readonly connection: Connection;
  query(config: { text: string; query_timeout: number }): Promise<unknown>;
  query<R extends object>(message: OneMessage<R>): OneMessage<R>;
}

export function clientOf(connection: unknown): Client {
  if (!isClient(connection)) throw new Error('The PostgreSQL driver gave no client');
  return connection;
}

function isClient(value: unknown): value is Client {
  return typeof value === 'object' && value !== null && 'query' in value && typeof value.query === 'function' && 'connection' in value;
}

/** A migration has changed the type of a column that the statement answers, or the session behind the connection is another one: here it can never run again. */
export class StatementLost extends Error {
  override readonly name = 'StatementLost';

  constructor(statement: string, cause: unknown) {
    super(`Connection terminated: its prepared statement ${statement} can no longer be run`, { cause });
  }
}

/** Sends a message and waits for its answer. Throws `StatementLost` where the connection must go, else what PostgreSQL or pg says. */
export async function answerOf<R extends object>(client: Client, message: OneMessage<R>): Promise<Answered<R>> {
  client.query(message);
  return answered(message);
}

/** As `answerOf`, where others may still be on their way: written at once, since pg itself would wait for their answers. */
export async function answerBehindOthers<R extends object>(client: Client, message: OneMessage<R>): Promise<Answered<R>> {
  client.query(message);
  message.submit(client.connection);
  return answered(message);
}

async function answered<R extends object>(message: OneMessage<R>): Promise<Answered<R>> {
  try {
    return await message.answered;
  } catch (error) {
    throw isLost(error) ? new StatementLost(message.unfinished, error) : error;
  }
}

/** What `tx.query` throws for an error of one statement. */
export function failureOf(error: unknown, { text, values }: Statement): unknown {
  return error instanceof Error && !(error instanceof StatementLost) ? new QueryFailedError(text, [...values], error) : error;
}

/** The rows that a statement is answered. Fails as `tx.query` does. */
export async function rowsOf<R extends object>(answer: Promise<Answered<R>>, asked: Statement): Promise<R[]> {
  try {
    return (await answer).rows;
  } catch (error) {
    throw failureOf(error, asked);
  }
}

/** PostgreSQL has no code of its own for a changed type; 26000 and 42P05 are a name that is unknown or taken. */
function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('routine' in error && error.routine === 'RevalidateCachedQuery') || ('code' in error && (error.code === '26000' || error.code === '42P05'));
}

/** A connection that lost the statement is closed, so each try meets another one; more than this, and it is the statement that is wrong. */
const mostTries = 10;

/**
 * Runs a statement that is a transaction of its own, in one message, parsed once for each connection. For tables without tenants alone: no actor is said, and
 * row-level security shows nothing of the others. Fails as `dataSource.query` does; where a connection can no longer run it, nothing has happened yet, and another one is taken.
 *
 *     await preparedAlone<Row>(dataSource, { name: 'tries-count', text: 'INSERT INTO rate_limit …' }, [keys, tries]);
 */
export async function preparedAlone<R extends object>(dataSource: DataSource, statement: PreparedStatement, values: readonly unknown[]): Promise<R[]> {
  const asked = { ...statement, values };
  for (let attempt = 1; ; attempt += 1) {
    const runner = new StatementRunner(dataSource);
    try {
      const answer = answerOf(clientOf(await runner.connect()), new OneMessage<R>([asked], 0));
      return await rowsOf(answer, asked);
    } catch (error) {
      // One that a server which stops has ended would fail whoever takes it next, too; where the database is merely slow or full, opening another costs little.
      if (isInfrastructureFailure(error)) runner.close(error);
      if (!(error instanceof StatementLost) || attempt === mostTries) throw error;
    } finally {
      await runner.release();
    }
  }
}

/** For what TypeORM knows of a connection in use: it listens for its loss, and takes it back. */
export class StatementRunner extends PostgresQueryRunner {
  constructor({ driver }: DataSource) {
    if (!(driver instanceof PostgresDriver)) throw new Error('Database needs a PostgreSQL data source');
    super(driver, 'master');
  }

  /** Keeps the connection from going back to the pool. */
  close(reason: unknown): void {
    const close = this.releaseCallback;
    this.releaseCallback = undefined;
    close?.(reason);
  }
}
