import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '#libs/database/clock';
import { Audit } from '#libs/messaging/audit';
import { Config } from '../config.ts';

const sha256 = (text: string): Buffer => hash('sha256', text, 'buffer');
const pairKey = (email: string, address: string) => sha256(`${email}\n${address}`);

interface Counted {
  pair_attempts: number;
  pair_ends: Date;
  account_attempts: number | null;
  account_ends: Date | null;
  known: boolean;
}

/**
 * Slows guessing without locking the victim out (docs/adr/0062). An attempt is counted *before* its password is looked at, so that parallel
 * guesses cannot slip through, and taken back when it succeeds. Every method needs a transaction of the system.
 */
@Injectable()
export class SignInGuard {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Counts the attempt and returns the seconds to wait, or `undefined` where it may go on. Does the same work for known and unknown addresses. */
  async count(tx: EntityManager, email: string, address: string): Promise<number | undefined> {
    const now = this.clock.now();
    const { SIGN_IN_FAILURES_PER_PAIR: perPair, SIGN_IN_FAILURES_PER_ACCOUNT: perAccount } = this.config;
    const [counted] = await tx.query<[Counted]>(countAttempt, [
      pairKey(email, address), sha256(email), now, new Date(now.getTime() + this.config.SIGN_IN_WINDOW), perPair, email, sha256(address),
    ]);
    const seconds = (end: Date) => Math.max(1, Math.ceil((end.getTime() - now.getTime()) / 1000));
    if (counted.pair_attempts > perPair) return seconds(counted.pair_ends);
    const tooMany = (counted.account_attempts ?? 0) > perAccount && !counted.known;
    return tooMany && counted.account_ends ? seconds(counted.account_ends) : undefined;
  }

  /** The attempt was never judged, because the service was too busy: it is nobody's failure. */
  async takeBack(tx: EntityManager, email: string, address: string): Promise<void> {
    await tx.query('UPDATE sign_in_counter SET attempts = greatest(attempts - 1, 0) WHERE key IN ($1, $2)', [pairKey(email, address), sha256(email)]);
  }

  /** The attempt was the person's own: forget its failures, and let this address in whatever others do to the account. */
  async succeeded(tx: EntityManager, user: { id: string; email: string }, address: string): Promise<void> {
    await tx.query('DELETE FROM sign_in_counter WHERE key = $1', [pairKey(user.email, address)]);
    await tx.query('UPDATE sign_in_counter SET attempts = greatest(attempts - 1, 0) WHERE key = $1', [sha256(user.email)]);
    await this.trust(tx, user, address);
  }

  /** After a password reset by mail the person is let in from where they are. */
  async trust(tx: EntityManager, user: { id: string; email: string }, address: string): Promise<void> {
    await tx.query('DELETE FROM sign_in_counter WHERE key = $1', [pairKey(user.email, address)]);
    await tx.query(
      `INSERT INTO known_address (user_id, address_hash, last_used_at) VALUES ($1, $2, $3)
       ON CONFLICT (user_id, address_hash) DO UPDATE SET last_used_at = excluded.last_used_at`,
      [user.id, sha256(address), this.clock.now()],
    );
  }

  /** Drops windows that are over, with one audit fact per account that was guessed at. */
  async close(tx: EntityManager, now: Date): Promise<number> {
    const [over] = await tx.query<[{ scope: string; key: Buffer; user_id: string | null; attempts: number }[], number]>(
      'DELETE FROM sign_in_counter WHERE ctid = ANY (ARRAY(SELECT ctid FROM sign_in_counter WHERE window_ends_at <= $1 LIMIT 500)) RETURNING scope, key, user_id, attempts',
      [now],
    );
    for (const { user_id: userId, key, attempts } of over.filter(({ scope, attempts: failed }) => scope === 'account' && failed > 0)) {
      const subject = userId === null ? { kind: 'unknown_address', id: key.toString('hex') } : { kind: 'user', id: userId };
      await this.audit.record(tx, { actor: { kind: 'public' }, action: 'sign_in.failed', subject, details: { failures: attempts } });
    }
    return over.length;
  }
}

// One round trip. The account is counted only while the pair may still try: one address alone cannot use the account's allowance up.
const countAttempt = `
  WITH person AS (SELECT id FROM user_account WHERE email = $6),
  pair AS (
    INSERT INTO sign_in_counter AS c (key, scope, user_id, attempts, window_ends_at) VALUES ($1, 'pair', (SELECT id FROM person), 1, $4)
    ON CONFLICT (key) DO UPDATE SET
      attempts = CASE WHEN c.window_ends_at <= $3 THEN 1 ELSE c.attempts + 1 END,
      window_ends_at = CASE WHEN c.window_ends_at <= $3 THEN excluded.window_ends_at ELSE c.window_ends_at END
    RETURNING attempts, window_ends_at),
  account AS (
    INSERT INTO sign_in_counter AS c (key, scope, user_id, attempts, window_ends_at)
    SELECT $2, 'account', (SELECT id FROM person), 1, $4::timestamptz FROM pair WHERE pair.attempts <= $5
    ON CONFLICT (key) DO UPDATE SET
      user_id = excluded.user_id,
      attempts = CASE WHEN c.window_ends_at <= $3 THEN 1 ELSE c.attempts + 1 END,
      window_ends_at = CASE WHEN c.window_ends_at <= $3 THEN excluded.window_ends_at ELSE c.window_ends_at END
    RETURNING attempts, window_ends_at)
  SELECT pair.attempts AS pair_attempts, pair.window_ends_at AS pair_ends, account.attempts AS account_attempts, account.window_ends_at AS account_ends,
    EXISTS (SELECT 1 FROM known_address JOIN person ON person.id = user_id WHERE address_hash = $7) AS known
  FROM pair LEFT JOIN account ON true`;
