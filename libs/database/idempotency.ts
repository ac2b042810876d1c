import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from './clock.ts';
import { databaseErrorCode } from './failures.ts';
import type { JsonValue } from './json.ts';
import { atCommit, atCommitAll } from './transaction.work.ts';

export interface IdempotentRequest {
  /** Caller and route, or the route alone for anonymous requests: the same key in another scope is another request. */
  readonly scope: string;
  readonly key: string;
  /** Hash of the body as it was sent. */
  readonly bodyHash: string;
}

/** The same request is being worked on at this moment: 409, to be repeated shortly. */
export class IdempotencyInFlight extends Error {
  constructor() {
    super('A request with this Idempotency-Key is still being worked on.');
    this.name = 'IdempotencyInFlight';
  }
}

/** The key was used for another body: 422. */
export class IdempotencyMismatch extends Error {
  constructor() {
    super('This Idempotency-Key was used for a request with another body.');
    this.name = 'IdempotencyMismatch';
  }
}

interface Opened {
  readonly locked: boolean;
  readonly stored_hash: string | null;
  readonly stored_answer: JsonValue;
}

/** Raised by `idempotency_claim`. */
const claimed = 'PMI01';

/** The transaction failed because its key was claimed before, by a request that is done or under way; `once` tells which. */
export function isClaimed(error: unknown): boolean {
  return databaseErrorCode(error) === claimed;
}

const keptMs = 48 * 60 * 60 * 1_000;

/** Makes unsafe requests safe to repeat: the first answer is stored with the write that it tells of, and given again. */
@Injectable()
export class Idempotency {
  constructor(private readonly clock: Clock) {}

  /**
   * Runs `work` once for this request and stores its answer in the same transaction; a repetition gets the stored answer and `work` does not run.
   * Without a request it just runs. An error of `work` stores nothing. Costs one round trip: the answer travels with COMMIT.
   * Throws `IdempotencyInFlight` while another transaction holds the key, `IdempotencyMismatch` for another body.
   * The answer must be plain JSON without secrets: it stays for two days.
   *
   *     return this.idempotency.once(tx, request, () => this.submit(tx, body));
   */
  async once<T extends JsonValue>(tx: EntityManager, request: IdempotentRequest | undefined, work: () => Promise<T>): Promise<T> {
    if (request === undefined) return work();
    const stored = await this.open<T>(tx, request);
    if (stored !== undefined) return stored.answer;
    const answer = await work();
    atCommit(tx, {
      name: 'idempotency-keep',
      text: 'INSERT INTO idempotency_key (scope, key, body_hash, answer, created_at) VALUES ($1, $2, $3, $4, $5)',
      values: [request.scope, request.key, request.bodyHash, JSON.stringify(answer), this.clock.now()],
    });
    return answer;
  }

  /**
   * For work that has nothing to read and writes by `atCommit` alone: claims the key and stores the answer in the same message, so that the
   * whole transaction costs one round trip. Call it first. Where the key is taken, the transaction fails with an error that `isClaimed`
   * knows; run the work by `once` then, which gives the stored answer or says what is wrong.
   */
  claim(tx: EntityManager, request: IdempotentRequest | undefined, answer: JsonValue): void {
    if (request === undefined) return;
    const item = { scope: request.scope, key: request.key, body_hash: request.bodyHash, answer: JSON.stringify(answer), created_at: this.clock.now() };
    atCommitAll(tx, { list: 'idempotency_claim', item: () => JSON.stringify(item) });
  }

  /** Deletes answers older than two days, at most ten thousand a call; returns how many. For a sweep. */
  async purge(tx: EntityManager): Promise<number> {
    const rows = await tx.query<unknown[]>(
      `WITH gone AS (
         DELETE FROM idempotency_key WHERE ctid = ANY (ARRAY(SELECT ctid FROM idempotency_key WHERE created_at < $1 LIMIT 10000)) RETURNING 1
       ) SELECT FROM gone`,
      [new Date(this.clock.now().getTime() - keptMs)],
    );
    return rows.length;
  }

  private async open<T extends JsonValue>(tx: EntityManager, { scope, key, bodyHash }: IdempotentRequest): Promise<{ answer: T } | undefined> {
    const [found] = await tx.query<[Opened & { stored_answer: T }]>('SELECT locked, stored_hash, stored_answer FROM idempotency_open($1, $2)', [scope, key]);
    if (!found.locked) throw new IdempotencyInFlight();
    if (found.stored_hash === null) return undefined;
    if (found.stored_hash !== bodyHash) throw new IdempotencyMismatch();
    return { answer: found.stored_answer };
  }
}
