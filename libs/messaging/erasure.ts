import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { eraseAnswers } from '#libs/database/idempotency.erasure';
import { open } from './cloud-events.ts';
import { ERASURE_LOCKS } from './erasure.migration.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging.options.ts';
import { recordOf, type ParkedRow } from './parking.store.ts';
import { addressesIn, withoutPersonal } from './personal.ts';
import { addressesOf, digestsOf, redacted, withoutAddress } from './personal.record.ts';

/** A record may have a megabyte. */
const parkedAtOnce = 50;
const beforeAll = '00000000-0000-0000-0000-000000000000';

export interface ErasedPerson {
  readonly email: string;
  /** The subject of the events about the person's account. */
  readonly userId: string;
  readonly erasedAt: Date;
}

/** Takes a person out of what the libraries keep in a service's database: parked events, outbox, stored answers. */
@Injectable()
export class Erasure {
  constructor(@Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions) {}

  /** Waits for transactions that handle an event of the person, see `erased_at`: what they write is seen from here on, also by later handlers. */
  async forget(tx: EntityManager, person: ErasedPerson): Promise<void> {
    const digests = digestsOf(person.email, this.options);
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended(d.digest, $2)) FROM (SELECT unnest($1::text[]) AS digest ORDER BY 1) d', [digests, ERASURE_LOCKS]);
    await tx.query(
      `INSERT INTO erased_person (digest, erased_at) VALUES ($1, $2) ON CONFLICT (digest) DO UPDATE SET erased_at = greatest(erased_person.erased_at, excluded.erased_at)`,
      [digests[0], person.erasedAt],
    );
    await this.inParked(tx, person);
    await this.inOutbox(tx, person);
    await eraseAnswers(tx, [person.email]);
  }

  /**
   * Whether somebody was erased after `since`, for work on what was asked for before. An erasure of theirs waits from here on for the end of this transaction, and sees what it writes.
   *
   *     if (await this.erasure.erasedSince(tx, request.email, request.requestedAt)) return;
   */
  async erasedSince(tx: EntityManager, email: string, since: Date): Promise<boolean> {
    const [row] = await tx.query<{ erased_at: Date | null }[]>('SELECT erased_at($1::text[]) AS erased_at', [digestsOf(email, this.options)]);
    return row?.erased_at != null && row.erased_at >= since;
  }

  /** They stay where they wait and can be replayed. The one that says that the person is erased keeps the address until it is handled. */
  private async inParked(tx: EntityManager, person: ErasedPerson): Promise<void> {
    for (let after: string | undefined = beforeAll; after !== undefined; ) {
      const rows: (ParkedRow & { error: string | null })[] = await tx.query(
        `SELECT id, topic, partition, record_offset, record_key, record_headers, record_value, error FROM parked_event
          WHERE id > $1 AND record_value IS NOT NULL AND type IS DISTINCT FROM 'person.erased.v1' ORDER BY id LIMIT ${parkedAtOnce}`,
        [after],
      );
      for (const row of rows) await this.inParkedEvent(tx, row, person);
      after = rows.length < parkedAtOnce ? undefined : rows.at(-1)?.id;
    }
  }

  private async inParkedEvent(tx: EntityManager, row: ParkedRow & { error: string | null }, { email, userId }: ErasedPerson): Promise<void> {
    const record = recordOf(row);
    const opened = open(record);
    const about = isAbout({ email, userId }, addressesOf(record, opened), opened.attributes.get('subject'));
    if (!about && !mentions(row.record_value, email) && !mentions(row.error, email)) return;
    const value = withoutAddress((about ? redacted(record, opened) : record).value, email);
    const error = row.error === null ? null : withoutAddress(row.error, email).toString();
    await tx.query('UPDATE parked_event SET record_value = $2, error = $3 WHERE id = $1', [row.id, value, error]);
  }

  /** Rows that are sent go within the hour; those that cannot be sent yet would carry the person to the topics. */
  private async inOutbox(tx: EntityManager, { email, userId }: ErasedPerson): Promise<void> {
    const rows = await tx.query<{ seq: string; ring: number; type: string; aggregateid: string; payload: unknown }[]>(
      `SELECT seq, ring, type, aggregateid, payload FROM outbox
        WHERE type <> 'person.erased.v1' AND (aggregateid = $2 OR position($1 in lower(payload::text)) > 0) ORDER BY seq`,
      [email, userId],
    );
    for (const { seq, ring, type, aggregateid, payload } of rows) {
      const about = isAbout({ email, userId }, addressesIn(type, payload), aggregateid);
      const data = JSON.stringify(about ? withoutPersonal(type, payload) : payload);
      await tx.query('SELECT outbox_redact($1, $2, $3)', [seq, ring, withoutAddress(data, email).toString()]);
    }
  }
}

/** Events about the person's account name its address; those that name nobody are known by their subject. */
function isAbout({ email, userId }: Pick<ErasedPerson, 'email' | 'userId'>, addresses: readonly string[], subject: unknown): boolean {
  return addresses.length > 0 ? addresses.includes(email) : subject === userId;
}

function mentions(text: Buffer | string | null, email: string): boolean {
  return text !== null && text.toString().toLowerCase().includes(email);
}
