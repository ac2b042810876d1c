import { type Connection, DatabaseError, type FieldDef, type QueryResultRow, Result, type Submittable, types } from 'pg';
import utils from 'pg/lib/utils.js';

declare module 'pg' {
  // What @types/pg leaves out. What a statement answers is known to whoever wrote it, as with tx.query<R>().
  interface Result<R extends QueryResultRow> {
    addFields(fields: readonly FieldDef[]): void;
    parseRow<Row extends object = R>(values: readonly (string | null)[]): Row;
  }
}

/** A statement of our own code; `$1`… stand for the values. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Where the text is always the same: a connection then parses it once, and plans it as seldom as PostgreSQL sees fit. Stands for this text alone. */
  readonly name?: string;
}

/** What a message of several statements answers. */
export interface Answered<R> {
  /** Of the statement that was asked for its rows. */
  readonly rows: R[];
  /** What the last one says that it did. */
  readonly did: string;
}

/** Of a name: the message that sent it last to be parsed, of which it is not known yet whether that came about; or there. */
type Parsed = Submittable | 'there';

const parsed = new WeakMap<Connection, Map<string, Parsed>>();
/** What each name stands for, and how many values that takes. */
const known = new Map<string, { readonly text: string; readonly places: number }>();

/**
 * Several statements with their values in one message, there and back, none waiting for the answer to another (PostgreSQL's extended query protocol with a single
 * Sync): where one fails, those after it do not run. Nothing of the values is ever SQL text, and nothing of the text is read twice by a connection that knows its name.
 */
export class OneMessage<R extends object> implements Submittable {
  readonly answered: Promise<Answered<R>>;
  private readonly statements: readonly Bound[];
  private readonly rows: R[] = [];
  private readonly reader = new Result('', types);
  private readonly sent: string[] = [];
  private names = new Map<string, Parsed>();
  private done = 0;
  private did = '';
  private isWritten = false;
  private unreadable: { readonly error: unknown } | undefined;
  private resolve!: (answer: Answered<R>) => void;
  private reject!: (error: unknown) => void;

  /**
   * `asked`: the place of the statement whose rows are wanted.
   *
   * @throws Error where a name has stood for another text (a connection would run that) or has not as many values as places, or for a value that PostgreSQL has no text for; nothing is sent then
   */
  constructor(
    statements: readonly Statement[],
    private readonly asked = -1,
  ) {
    this.statements = statements.map(bound);
    this.answered = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  /** How many statements were run to their end. */
  get completed(): number {
    return this.done;
  }

  /** The statement that was not run to its end, by its name where it has one. */
  get unfinished(): string {
    const { name, text = '' } = this.statements[this.done] ?? {};
    return name ?? text;
  }

  /** For whoever watches what is sent. */
  get text(): string {
    return this.statements.map(({ text }) => text).join(';\n');
  }

  /** Called by pg when the connection is free; before that by whoever sends it behind others, all of which pg knows and has written. */
  submit(connection: Connection): void {
    if (this.isWritten) return;
    this.isWritten = true;
    this.names = parsed.get(connection) ?? new Map<string, Parsed>();
    parsed.set(connection, this.names);
    connection.stream.cork();
    try {
      for (const [place, statement] of this.statements.entries()) this.send(connection, statement, place === this.asked);
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
  }

  handleRowDescription({ fields }: { readonly fields: readonly FieldDef[] }): void {
    this.reader.addFields(fields);
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    if (this.done !== this.asked) return;
    // Nothing may be thrown at the connection's reader, which is the process's.
    try {
      this.rows.push(this.reader.parseRow<R>(fields));
    } catch (error) {
      this.unreadable ??= { error };
    }
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.done += 1;
    this.did = text;
  }

  handleEmptyQuery(): void {
    this.done += 1;
  }

  /** PostgreSQL says what is wrong before it rolls back: whoever were told now could still meet the locks of this. It is done when it is ready for the next. */
  handleError(error: unknown, connection?: Connection): void {
    if (connection === undefined || !(error instanceof DatabaseError)) return this.reject(error);
    const isOver = (): void => {
      connection.off('readyForQuery', isOver).off('end', isOver);
      this.reject(error);
    };
    connection.on('readyForQuery', isOver).on('end', isOver);
  }

  handleReadyForQuery(): void {
    for (const name of this.sent) if (this.names.get(name) === this) this.names.set(name, 'there');
    if (this.unreadable) this.reject(this.unreadable.error);
    else this.resolve({ rows: this.rows, did: this.did });
  }

  private send(connection: Connection, { text, values, name = '' }: Bound, isAsked: boolean): void {
    if (name === '') connection.parse({ name, text, types: [] }, true);
    else this.parseOnce(connection, name, text);
    connection.bind({ statement: name, values }, true);
    if (isAsked) connection.describe({ type: 'P' }, true);
    connection.execute({}, true);
  }

  private parseOnce(connection: Connection, name: string, text: string): void {
    const before = this.names.get(name);
    if (before === 'there' || this.sent.includes(name)) return;
    // A message that failed, or is on its way, may have been parsed up to here; closing what is not there is no error.
    if (before !== undefined) connection.close({ type: 'S', name }, true);
    connection.parse({ name, text, types: [] }, true);
    this.names.set(name, this);
    this.sent.push(name);
  }
}

interface Bound extends Statement {
  readonly values: (string | Buffer | null)[];
}

function bound(statement: Statement): Bound {
  const { name, text } = statement;
  if (name !== undefined) isAsKnown(name, statement);
  const missing = statement.values.indexOf(undefined);
  // pg would write NULL, which somebody would have said.
  if (missing >= 0) throw new Error(`There is no value for $${missing + 1} of ${name ?? text}`);
  return { ...statement, values: statement.values.map((value) => (typeof value === 'string' ? value : utils.prepareValue(value))) };
}

function isAsKnown(name: string, { text, values }: Statement): void {
  const before = known.get(name);
  const { places } = before ?? { places: new Set(text.match(/\$\d+/g)).size };
  if (before === undefined) known.set(name, { text, places });
  else if (before.text !== text) throw new Error(`The prepared statement ${name} is another one: ${before.text}`);
  // PostgreSQL would call it a violation of the protocol, as poolers call their own troubles, and it would be tried again.
  if (values.length !== places) throw new Error(`The prepared statement ${name} takes ${places} values, not ${values.length}`);
}
