import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '#libs/database/database';
import { withDeadline } from './deadline.ts';
import { classify, describeError, HandlerTimeout } from './errors.ts';
import { EventProcessor, isPermanent } from './event.processor.ts';
import { Handlers } from './handlers.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging.options.ts';
import { headOf, lockKey, type ParkedKey, releaseKey } from './parking.store.ts';
import { present } from './personal.record.ts';
import type { KafkaRecord } from './record.ts';
import { retryDelay } from './retry.ts';

export interface ReplayResult {
  /** `cleared`: nothing waits any more; `going-on`: the rest follows by itself; `failed`: an event failed again. */
  readonly status: 'cleared' | 'going-on' | 'failed';
  readonly replayed: number;
  readonly error?: string;
}

/** Takes the events of a parked key, in order, through the handlers again. */
@Injectable()
export class ParkingReplay {
  private readonly logger = new Logger('ParkingReplay');

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly database: Database,
    private readonly handlers: Handlers,
    private readonly processor: EventProcessor,
  ) {}

  /** At most `max` events; stops at the first that fails. */
  async replay(key: ParkedKey, max: number): Promise<ReplayResult> {
    for (let replayed = 0; replayed < max; replayed += 1) {
      try {
        const more = await this.next(key);
        if (!more) return { status: 'cleared', replayed };
      } catch (error) {
        if (classify(error) === 'infrastructure') throw error;
        await this.failed(key, error);
        return { status: 'failed', replayed, error: describeError(error) };
      }
    }
    return { status: 'going-on', replayed: max };
  }

  /** Replays what is due, as far as no other instance is at it; returns how many keys were tried. */
  async replayDue(): Promise<number> {
    const lease = this.processor.handlerTimeoutMs * 2;
    const due = await this.database.inTransaction(this.processor.actor, async (tx) => {
      const [rows] = await tx.query<[ParkedKey[], number]>(
        `UPDATE parked_key k SET next_attempt_at = clock_timestamp() + $2 * interval '1 millisecond'
           FROM (SELECT consumer, topic, key FROM parked_key
                  WHERE consumer = $1 AND status = 'retrying' AND next_attempt_at <= clock_timestamp()
                  ORDER BY next_attempt_at LIMIT 20 FOR UPDATE SKIP LOCKED) d
          WHERE (k.consumer, k.topic, k.key) = (d.consumer, d.topic, d.key)
        RETURNING k.consumer, k.topic, k.key`,
        [this.options.service, lease],
      );
      return rows;
    });
    for (const key of due) {
      const result = await this.replay(key, 100);
      if (result.status === 'going-on') await this.again(key);
      this.logger.log({ msg: 'Replayed a parked key', ...key, ...result });
    }
    return due.length;
  }

  private async next(key: ParkedKey): Promise<boolean> {
    const timeout = this.processor.handlerTimeoutMs;
    const work = this.database.inTransaction(this.processor.actor, async (tx) => {
      await lockKey(tx, key);
      const head = await headOf(tx, key);
      if (head) await this.handle(tx, key, head);
      await releaseKey(tx, key);
      return head !== undefined && (await headOf(tx, key)) !== undefined;
    });
    return withDeadline(work, timeout, () => new HandlerTimeout(`no end after ${timeout} ms`));
  }

  private async handle(tx: EntityManager, key: ParkedKey, head: { id: string; record: KafkaRecord }): Promise<void> {
    const { record, opened } = await present(tx, head.record, this.options);
    const { identity } = opened;
    await tx.query(`DELETE FROM parked_event WHERE id = $1`, [head.id]);
    const claimed = await tx.query<unknown[]>(
      `INSERT INTO inbox (consumer, source, event_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1`,
      [key.consumer, identity.source, identity.id],
    );
    // Handled meanwhile, or of a type that this version no longer handles.
    if (claimed.length === 0 || (identity.type !== null && !this.handlers.knows(key.topic, identity.type))) return;
    const patience = String(this.processor.handlerTimeoutMs);
    await tx.query(`SELECT set_config('idle_in_transaction_session_timeout', $1, true), set_config('statement_timeout', $1, true)`, [patience]);
    await this.processor.handle(key.topic, this.processor.parse(record, opened), tx);
  }

  private async failed(key: ParkedKey, error: unknown): Promise<void> {
    await this.database.inTransaction(this.processor.actor, async (tx) => {
      await lockKey(tx, key);
      const [row] = await tx.query<{ attempts: number }[]>(`SELECT attempts FROM parked_key WHERE (consumer, topic, key) = ($1, $2, $3)`, [key.consumer, key.topic, key.key]);
      if (!row) return;
      const failures = row.attempts + 1;
      const delay = isPermanent(error) ? null : retryDelay(this.options.consumer, failures);
      await tx.query(
        `UPDATE parked_key SET attempts = $4, status = CASE WHEN $5::float8 IS NULL THEN 'held' ELSE 'retrying' END,
                next_attempt_at = clock_timestamp() + $5 * interval '1 millisecond' WHERE (consumer, topic, key) = ($1, $2, $3)`,
        [key.consumer, key.topic, key.key, failures, delay],
      );
      const head = await headOf(tx, key);
      if (head) await tx.query(`UPDATE parked_event SET error = $2 WHERE id = $1`, [head.id, describeError(error)]);
    });
  }

  private async again(key: ParkedKey): Promise<void> {
    await this.database.inTransaction(this.processor.actor, (tx) =>
      tx.query(`UPDATE parked_key SET next_attempt_at = clock_timestamp() WHERE (consumer, topic, key) = ($1, $2, $3)`, [key.consumer, key.topic, key.key]),
    );
  }
}
