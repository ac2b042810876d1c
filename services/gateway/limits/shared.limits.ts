import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Clock } from '#libs/database/clock';
import type { Count } from './local.limits.ts';
import type { Rate } from './rate.ts';
import type { SharedClass, SharedRates } from './limit-class.ts';

/** One try: who, at whose account. */
export interface Attempt {
  readonly limit: SharedClass;
  readonly rates: SharedRates;
  readonly address: string;
  /** What is tried: an e-mail address or a token, in whatever case; `undefined` where the body names none. */
  readonly account: string | undefined;
}

export interface Verdict {
  readonly refused: boolean;
  /** The count nearest to its limit, for the headers. */
  readonly tightest: Count | undefined;
  readonly keys: readonly Buffer[];
}

interface Counter {
  readonly kind: 'address' | 'account' | 'pair';
  readonly rate: Rate;
  readonly key: Buffer;
}

const rows = z.array(z.object({ key: z.instanceof(Buffer), used: z.number(), resets: z.coerce.number() }));

// All counters of a try in one statement, so that parallel tries on any instance queue on the rows and none is missed; inserted
// in the order of their keys, so that two tries cannot wait for each other.
const countAll = `
  INSERT INTO rate_limit AS counted (key, used, ends_at)
  SELECT key, 1, $3::timestamptz + ms * interval '1 millisecond' FROM unnest($1::bytea[], $2::float8[]) AS try (key, ms) ORDER BY key
  ON CONFLICT (key) DO UPDATE SET
    used = CASE WHEN counted.ends_at <= $3 THEN 1 ELSE counted.used + 1 END,
    ends_at = CASE WHEN counted.ends_at <= $3 THEN excluded.ends_at ELSE counted.ends_at END
  RETURNING key, used, extract(epoch FROM ends_at - $3::timestamptz) * 1000 AS resets`;

const giveBackAll = `
  WITH mine AS (SELECT key FROM rate_limit WHERE key = ANY($1::bytea[]) ORDER BY key FOR UPDATE)
  UPDATE rate_limit SET used = greatest(used - 1, 0) FROM mine WHERE rate_limit.key = mine.key`;

/** The limits that must be exact: counted in PostgreSQL, by all instances together. */
@Injectable()
export class SharedLimits {
  constructor(private readonly dataSource: DataSource, private readonly clock: Clock) {}

  /** Counts a try; rejects where the database cannot be asked. */
  async count(attempt: Attempt): Promise<Verdict> {
    const counters = countersOf(attempt);
    if (counters.length === 0) return { refused: false, tightest: undefined, keys: [] };
    const answer = rows.parse(
      await this.dataSource.query(countAll, [counters.map(({ key }) => key), counters.map(({ rate }) => rate.windowMs), this.clock.now()]),
    );
    return judge(attempt, counters, answer);
  }

  /** Takes a try back that turned out to be a success. */
  async giveBack(verdict: Verdict): Promise<void> {
    if (verdict.keys.length > 0) await this.dataSource.query(giveBackAll, [verdict.keys]);
  }

  /** Deletes ended windows; returns how many. */
  async purge(): Promise<number> {
    const answer: unknown = await this.dataSource.query('DELETE FROM rate_limit WHERE ends_at <= $1', [this.clock.now()]);
    return Array.isArray(answer) && typeof answer[1] === 'number' ? answer[1] : 0;
  }
}

function countersOf({ limit, rates, address, account }: Attempt): Counter[] {
  const who = account?.trim().toLowerCase();
  const counter = (kind: Counter['kind'], rate: Rate | null, ...parts: string[]): Counter[] =>
    rate === null ? [] : [{ kind, rate, key: createHash('sha256').update([limit, kind, ...parts].join('\n')).digest().subarray(0, 16) }];
  return [
    ...counter('address', rates.address, address),
    ...(who === undefined ? [] : [...counter('account', rates.account, who), ...counter('pair', rates.pair, address, who)]),
  ];
}

/**
 * The account's limit alone never refuses: it only takes away the patience with addresses that have failed at this account
 * already. So an attacker who uses it up slows down his own addresses, and the victim, from another one, still gets in.
 */
function judge({ rates }: Attempt, counters: readonly Counter[], answer: z.output<typeof rows>): Verdict {
  const counts = new Map(
    counters.flatMap(({ kind, rate, key }): [Counter['kind'], Count][] => {
      const row = answer.find((candidate) => candidate.key.equals(key));
      return row ? [[kind, { rate, used: row.used, resets: row.resets }]] : [];
    }),
  );
  const [address, account, pair] = [counts.get('address'), counts.get('account'), counts.get('pair')];
  const strict = isOver(account) && pair !== undefined ? { ...pair, rate: { ...pair.rate, limit: Math.min(rates.fresh, pair.rate.limit) } } : pair;
  const relevant = [address, strict].filter((count) => count !== undefined);
  const [tightest] = relevant.toSorted((a, b) => a.rate.limit - a.used - (b.rate.limit - b.used));
  return { refused: relevant.some(isOver), tightest, keys: counters.map(({ key }) => key) };
}

function isOver(count: Count | undefined): boolean {
  return count !== undefined && count.used > count.rate.limit;
}
