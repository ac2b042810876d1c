import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Clock } from '#libs/database/clock';

/** One counter that a try adds to. */
export interface Counted {
  readonly key: Buffer;
  readonly windowMs: number;
}

/** Where a counter stands after one try. */
export interface Standing {
  readonly used: number;
  /** Milliseconds until the window ends. */
  readonly resets: number;
}

interface Try {
  readonly counters: readonly Counted[];
  readonly resolve: (standings: Standing[]) => void;
  readonly reject: (error: unknown) => void;
}

const rows = z.array(z.object({ key: z.instanceof(Buffer), used: z.number(), resets: z.coerce.number() }));

// Inserted in the order of their keys, so that the statements of two instances cannot wait for each other.
const countAll = `
  INSERT INTO rate_limit AS counted (key, used, ends_at)
  SELECT key, tries, $4::timestamptz + ms * interval '1 millisecond' FROM unnest($1::bytea[], $2::integer[], $3::float8[]) AS try (key, tries, ms) ORDER BY key
  ON CONFLICT (key) DO UPDATE SET
    used = CASE WHEN counted.ends_at <= $4 THEN excluded.used ELSE counted.used + excluded.used END,
    ends_at = CASE WHEN counted.ends_at <= $4 THEN excluded.ends_at ELSE counted.ends_at END
  RETURNING key, used, extract(epoch FROM ends_at - $4::timestamptz) * 1000 AS resets`;

/**
 * Counts tries in PostgreSQL: those that arrive while a statement is under way share the next one, which adds their number to each
 * counter at once. Every try still gets a place of its own in the count, in the order of arrival, so limits stay exact to the last
 * one; but a flood from one address no longer queues on that address's row, try by try.
 */
export class CountBatch {
  private waiting: Try[] = [];
  private busy = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** One standing for each counter; rejects where the database cannot be asked. */
  count(counters: readonly Counted[]): Promise<Standing[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ counters, resolve, reject });
      if (!this.busy) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.busy = true;
    while (this.waiting.length > 0) {
      const tries = this.waiting;
      this.waiting = [];
      await this.send(tries);
    }
    this.busy = false;
  }

  private async send(tries: readonly Try[]): Promise<void> {
    try {
      const totals = new Map<string, { key: Buffer; windowMs: number; tries: number }>();
      const places = tries.map(({ counters }) =>
        counters.map(({ key, windowMs }) => {
          const name = key.toString('latin1');
          const total = totals.get(name) ?? { key, windowMs, tries: 0 };
          totals.set(name, total);
          total.tries += 1;
          return { name, total, place: total.tries };
        }),
      );
      const asked = [...totals.values()];
      const parameters = [asked.map(({ key }) => key), asked.map((total) => total.tries), asked.map(({ windowMs }) => windowMs), this.clock.now()];
      const answer = rows.parse(await this.dataSource.query(countAll, parameters));
      const counted = new Map(answer.map((row) => [row.key.toString('latin1'), row]));
      for (const [index, { resolve }] of tries.entries()) {
        resolve(
          (places[index] ?? []).map(({ name, total, place }) => {
            const row = counted.get(name);
            if (row === undefined) throw new Error('A counter was not counted.');
            return { used: row.used - total.tries + place, resets: row.resets };
          }),
        );
      }
    } catch (error) {
      for (const { reject } of tries) reject(error);
    }
  }
}
