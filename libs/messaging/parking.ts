import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, actorLabel } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { Audit } from './audit.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging.options.ts';
import { parkedDetails, type ParkedDetails } from './parking.details.ts';
import { lockKey, type ParkedKey, releaseKey } from './parking.store.ts';
import { ParkingReplay, type ReplayResult } from './parking.replay.ts';

/** The first event of a parked key, with the number of later ones that wait behind it. */
export interface ParkedEvent {
  readonly id: string;
  readonly consumer: string;
  readonly topic: string;
  readonly key: string;
  readonly type: string | null;
  readonly eventId: string;
  readonly error: string | null;
  readonly attempts: number;
  readonly waiting: number;
  /** ISO 8601. */
  readonly parkedAt: string;
  /** ISO 8601; null where it waits for a person. */
  readonly nextAttemptAt: string | null;
  /** `retrying`: tried again by itself; `held`: waits for a person. */
  readonly status: 'retrying' | 'held';
}

export interface ParkedPage {
  readonly items: ParkedEvent[];
  /** Pass as `after` for the next page; null on the last. */
  readonly next: string | null;
}

/** No such parked event in this service: it was replayed or discarded, or never was. */
export class ParkedEventNotFound extends Error {
  override readonly name = 'ParkedEventNotFound';
}

/** What an operator sees and does about events that could not be handled. */
@Injectable()
export class Parking {
  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly replays: ParkingReplay,
  ) {}

  /** Parked events, oldest first, at most `limit` (100); `after` is the `next` of the page before. */
  async list(page: { limit?: number; after?: string } = {}): Promise<ParkedPage> {
    const limit = Math.min(Math.max(page.limit ?? 25, 1), 100);
    const after = /^\d{1,18}$/.test(page.after ?? '') ? page.after : '0';
    const rows = await this.read((tx) =>
      tx.query<ParkedEventRow[]>(
        `SELECT ${columns}
           FROM parked_key k
           JOIN LATERAL (SELECT * FROM parked_event h
                          WHERE (h.consumer, h.topic, h.key) = (k.consumer, k.topic, k.key) AND h.discarded_at IS NULL
                          ORDER BY h.position LIMIT 1) e ON true
          WHERE k.consumer = $1 AND e.position > $2::bigint
          ORDER BY e.position LIMIT $3`,
        [this.options.service, after, limit + 1],
      ),
    );
    const items = rows.slice(0, limit).map(parkedEvent);
    return { items, next: rows.length > limit ? (rows[limit - 1]?.position ?? null) : null };
  }

  /**
   * One parked event, first of its key or not, with what it carries; personal data only for somebody who is named, which is recorded.
   *
   * @throws ParkedEventNotFound
   */
  async show(id: string, personalFor?: Actor): Promise<ParkedEvent & ParkedDetails> {
    return this.read(async (tx) => {
      await this.find(tx, id);
      const [row] = await tx.query<[ParkedEventRow]>(
        `SELECT ${columns} FROM parked_event e JOIN parked_key k ON (k.consumer, k.topic, k.key) = (e.consumer, e.topic, e.key) WHERE e.id = $1`,
        [id],
      );
      if (personalFor) await this.audit.record(tx, { actor: personalFor, action: 'parked_event.personal_data_read', subject: { kind: 'parked_event', id }, details: { topic: row.topic } });
      return { ...parkedEvent(row), ...(await parkedDetails(tx, id, personalFor !== undefined)) };
    });
  }

  /**
   * Tries the event's key again now, in order, until it is empty or an event fails; at most 100 events, the rest follows by itself.
   *
   * @throws ParkedEventNotFound
   */
  async replay(id: string, by?: Actor): Promise<ReplayResult> {
    const key = await this.database.inTransaction(this.actor, async (tx) => {
      const found = await this.find(tx, id);
      await lockKey(tx, found);
      await tx.query(
        `UPDATE parked_key SET status = 'retrying', attempts = 0, next_attempt_at = clock_timestamp() WHERE (consumer, topic, key) = ($1, $2, $3)`,
        [found.consumer, found.topic, found.key],
      );
      if (by) await this.audit.record(tx, { actor: by, action: 'parked_event.replayed', subject: { kind: 'parked_event', id }, details: { topic: found.topic } });
      return found;
    });
    return this.replays.replay(key, 100);
  }

  /**
   * Gives the event up: it will not be handled, its content is forgotten, and what waits behind it moves on.
   *
   * @throws ParkedEventNotFound
   */
  async discard(id: string, by: Actor, reason: string): Promise<void> {
    await this.database.inTransaction(this.actor, async (tx) => {
      const found = await this.find(tx, id);
      await lockKey(tx, found);
      const [event] = await tx.query<Array<{ source: string; event_id: string; type: string | null }>>(
        `SELECT source, event_id, type FROM parked_event WHERE id = $1 AND discarded_at IS NULL`,
        [id],
      );
      if (!event) throw new ParkedEventNotFound(`there is no parked event ${id}`);
      await tx.query(`INSERT INTO inbox (consumer, source, event_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, [found.consumer, event.source, event.event_id]);
      await tx.query(
        `UPDATE parked_event SET discarded_at = clock_timestamp(), discarded_by = $2, discard_reason = $3, record_value = NULL, record_headers = '{}' WHERE id = $1`,
        [id, actorLabel(by), reason],
      );
      await releaseKey(tx, found);
      await this.audit.record(tx, {
        actor: by,
        action: 'parked_event.discarded',
        subject: { kind: 'parked_event', id },
        why: reason,
        details: { topic: found.topic, type: event.type, eventId: event.event_id },
      });
    });
  }

  private async find(tx: EntityManager, id: string): Promise<ParkedKey> {
    const [found] = isUuid(id)
      ? await tx.query<ParkedKey[]>(`SELECT consumer, topic, key FROM parked_event WHERE id = $1 AND consumer = $2 AND discarded_at IS NULL`, [id, this.options.service])
      : [];
    if (!found) throw new ParkedEventNotFound(`there is no parked event ${id}`);
    return found;
  }

  private read<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.database.inTransaction(this.actor, work);
  }

  private get actor(): Actor {
    return { kind: 'system', name: `${this.options.service}.parking` };
  }
}

type ParkedEventRow = Omit<ParkedEvent, 'parkedAt' | 'nextAttemptAt'> & { readonly position: string; readonly parkedAt: Date; readonly nextAttemptAt: Date | null };

const columns = `e.position, e.id, e.consumer, e.topic, e.key, e.type, e.event_id AS "eventId", e.error, k.attempts, k.status, e.parked_at AS "parkedAt", k.next_attempt_at AS "nextAttemptAt",
                (SELECT count(*)::int FROM parked_event w
                  WHERE (w.consumer, w.topic, w.key) = (k.consumer, k.topic, k.key) AND w.discarded_at IS NULL AND w.position > e.position) AS waiting`;

function parkedEvent({ position: _position, ...row }: ParkedEventRow): ParkedEvent {
  return { ...row, parkedAt: row.parkedAt.toISOString(), nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null };
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
