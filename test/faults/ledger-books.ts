import pg from 'pg';
import type { Stream } from './ledger-stream.ts';

/** Every row of the books, without the columns that say when it was written. */
export interface Books {
  readonly journals: readonly object[];
  readonly entries: readonly object[];
  readonly commissions: readonly object[];
  readonly invoices: readonly object[];
  readonly refunds: readonly object[];
  readonly deals: readonly object[];
  readonly exceptions: readonly object[];
}

export interface Progress {
  readonly handled: number;
  readonly parked: number;
  readonly journals: number;
  readonly held: number;
}

/** A database of commissions, seen by the administrator, whom row-level security does not bind. */
export class LedgerReader {
  constructor(private readonly url: string) {}

  books(): Promise<Books> {
    return this.read(async (client) => {
      const rows = async (table: string, order: string): Promise<object[]> => {
        const sql = `SELECT to_jsonb(t) - '{posted_at,period,number,received_at,reported_at,raised_at}'::text[] AS row FROM ${table} t ORDER BY ${order}`;
        return (await client.query<{ row: object }>(sql)).rows.map(({ row }) => row);
      };
      const [journals, entries] = [await rows('journal', 'id'), await rows('entry', 'journal_id, account')];
      const [commissions, invoices, refunds] = [await rows('commission', 'id'), await rows('invoice', 'id'), await rows('refund', 'id')];
      return { journals, entries, commissions, invoices, refunds, deals: await rows('deal', 'id'), exceptions: await rows('commission_exception', 'id') };
    });
  }

  /** The ids of all lines, by which their events are named. */
  lines(): Promise<string[]> {
    return this.read(async (client) => (await client.query<{ id: string }>('SELECT id FROM commission ORDER BY id')).rows.map(({ id }) => id));
  }

  async progress(): Promise<Progress> {
    return this.read(async (client) => {
      const counts = `SELECT (SELECT count(*)::int FROM inbox) AS handled, (SELECT count(*)::int FROM parked_event) AS parked, (SELECT count(*)::int FROM journal) AS journals,
                             (SELECT count(*)::int FROM commission WHERE status = 'held' AND due_at < now()) AS held`;
      const { rows } = await client.query<Progress>(counts);
      return rows[0] ?? { handled: 0, parked: 0, journals: 0, held: 0 };
    });
  }

  /** Everything was handled, and every hold that is over has ended. */
  async hasSettled({ distinct }: Stream): Promise<boolean> {
    const { handled, held } = await this.progress();
    return handled >= distinct && held === 0;
  }

  /** On a connection of its own: the server may have been killed since the last one. */
  private async read<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 10_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
