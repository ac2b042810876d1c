import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#libs/database/clock';
import { CountBatch, type Standing } from './count.batch.ts';
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
  /** In hexadecimal. */
  readonly keys: readonly string[];
}

interface Counter {
  readonly kind: 'address' | 'account' | 'pair';
  readonly rate: Rate;
  /** In hexadecimal. */
  readonly key: string;
}

const giveBackAll = `
  WITH mine AS (SELECT key FROM rate_limit WHERE key = ANY($1::bytea[]) ORDER BY key FOR UPDATE)
  UPDATE rate_limit SET used = greatest(used - 1, 0) FROM mine WHERE rate_limit.key = mine.key`;

/** The limits that must be exact: counted in PostgreSQL, by all instances together. */
@Injectable()
export class SharedLimits {
  private readonly batch: CountBatch;

  constructor(private readonly dataSource: DataSource, private readonly clock: Clock) {
    this.batch = new CountBatch(dataSource, clock);
  }

  /** Counts a try; rejects where the database cannot be asked. */
  async count(attempt: Attempt): Promise<Verdict> {
    const counters = countersOf(attempt);
    if (counters.length === 0) return { refused: false, tightest: undefined, keys: [] };
    const standings = await this.batch.count(counters.map(({ key, rate }) => ({ key, windowMs: rate.windowMs })));
    return judge(attempt, counters, standings);
  }

  /** Takes a try back that turned out to be a success. */
  async giveBack(verdict: Verdict): Promise<void> {
    if (verdict.keys.length > 0) await this.dataSource.query(giveBackAll, [verdict.keys.map((key) => Buffer.from(key, 'hex'))]);
  }

  /** Deletes ended windows; returns how many. */
  async purge(): Promise<number> {
    const answer: unknown = await this.dataSource.query('DELETE FROM rate_limit WHERE ends_at <= $1', [this.clock.now()]);
    return Array.isArray(answer) && typeof answer[1] === 'number' ? answer[1] : 0;
  }
}

function countersOf({ limit, rates, address, account }: Attempt): Counter[] {
  const counters: Counter[] = [];
  const add = (kind: Counter['kind'], rate: Rate | null, what: string): void => {
    if (rate !== null) counters.push({ kind, rate, key: hash('sha256', `${limit}\n${kind}\n${what}`).slice(0, 32) });
  };
  add('address', rates.address, address);
  if (account === undefined) return counters;
  const who = account.trim().toLowerCase();
  add('account', rates.account, who);
  add('pair', rates.pair, `${address}\n${who}`);
  return counters;
}

/**
 * The account's limit alone never refuses: it only takes away the patience with addresses that have failed at this account
 * already. So an attacker who uses it up slows down his own addresses, and the victim, from another one, still gets in.
 */
function judge({ rates }: Attempt, counters: readonly Counter[], standings: readonly Standing[]): Verdict {
  const countOf = (kind: Counter['kind']): Count | undefined => {
    const index = counters.findIndex((counter) => counter.kind === kind);
    const [counter, standing] = [counters[index], standings[index]];
    return counter && standing && { rate: counter.rate, used: standing.used, resets: standing.resets };
  };
  const [address, account, pair] = [countOf('address'), countOf('account'), countOf('pair')];
  const strict = isOver(account) && pair !== undefined ? { ...pair, rate: { ...pair.rate, limit: Math.min(rates.fresh, pair.rate.limit) } } : pair;
  const relevant = [address, strict].filter((count) => count !== undefined);
  const [tightest] = relevant.toSorted((a, b) => a.rate.limit - a.used - (b.rate.limit - b.used));
  return { refused: relevant.some(isOver), tightest, keys: counters.map(({ key }) => key) };
}

function isOver(count: Count | undefined): boolean {
  return count !== undefined && count.used > count.rate.limit;
}
