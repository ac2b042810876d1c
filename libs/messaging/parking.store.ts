import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { RecordIdentity } from './cloud-events.ts';
import { KEY_LOCKS } from './inbox.tables.ts';
import type { KafkaRecord } from './record.ts';

export interface ParkedKey {
  readonly consumer: string;
  readonly topic: string;
  readonly key: string;
}

export interface ParkedRecord {
  readonly id: string;
  readonly record: KafkaRecord;
}

/** Orders everything of one key until the end of the transaction: new arrivals, parking and replay wait for each other. */
export async function lockKey(tx: EntityManager, { consumer, topic, key }: ParkedKey): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(${KEY_LOCKS}, hashtext($1 || chr(31) || $2 || chr(31) || $3))`, [consumer, topic, key]);
}

/** Puts a record behind what its key already has in the table; a record that is there or was handled already stays as it is. */
export async function appendParked(tx: EntityManager, consumer: string, record: KafkaRecord, identity: RecordIdentity, error: string | null): Promise<void> {
  const headers = Object.fromEntries(Object.entries(record.headers).map(([name, value]) => [name.replaceAll('\0', ''), value.toString('base64')]));
  await tx.query(
    `INSERT INTO parked_event (id, consumer, topic, key, type, source, event_id, partition, record_offset, record_key, record_headers, record_value, error)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (consumer, source, event_id) DO NOTHING`,
    [
      randomUUID(),
      consumer,
      record.topic,
      identity.key,
      identity.type,
      identity.source,
      identity.id,
      record.partition,
      record.offset,
      record.key,
      { ...headers, ':timestamp': String(record.timestamp) },
      record.value,
      error,
    ],
  );
}

/** Parks a failed record and its key; false where somebody else has handled the event meanwhile. */
export async function park(
  tx: EntityManager,
  consumer: string,
  record: KafkaRecord,
  identity: RecordIdentity,
  failure: { readonly error: string; readonly retryInMs: number | null },
): Promise<boolean> {
  const key = { consumer, topic: record.topic, key: identity.key };
  await lockKey(tx, key);
  const seen = await tx.query<unknown[]>(`SELECT 1 FROM inbox WHERE consumer = $1 AND source = $2 AND event_id = $3`, [consumer, identity.source, identity.id]);
  if (seen.length > 0) return false;
  await tx.query(
    `INSERT INTO parked_key (consumer, topic, key, status, attempts, next_attempt_at)
     VALUES ($1, $2, $3, CASE WHEN $4::float8 IS NULL THEN 'held' ELSE 'retrying' END, 1, clock_timestamp() + $4 * interval '1 millisecond')
     ON CONFLICT DO NOTHING`,
    [key.consumer, key.topic, key.key, failure.retryInMs],
  );
  await appendParked(tx, consumer, record, identity, failure.error);
  return true;
}

/** The event of a key that is next; undefined where none is left. */
export async function headOf(tx: EntityManager, key: ParkedKey): Promise<ParkedRecord | undefined> {
  const [row] = await tx.query<ParkedRow[]>(
    `SELECT id, topic, partition, record_offset, record_key, record_headers, record_value FROM parked_event
      WHERE (consumer, topic, key) = ($1, $2, $3) AND discarded_at IS NULL ORDER BY position LIMIT 1`,
    [key.consumer, key.topic, key.key],
  );
  return row && { id: row.id, record: recordOf(row) };
}

/** The record as it came. */
export function recordOf(row: ParkedRow): KafkaRecord {
  const { ':timestamp': timestamp, ...headers } = row.record_headers;
  return {
    topic: row.topic,
    partition: row.partition,
    offset: row.record_offset,
    key: row.record_key,
    value: row.record_value,
    timestamp: Number(timestamp ?? 0),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value, 'base64')])),
  };
}

/** After an event has left the table: frees the key where it was the last one, else lets the next one be tried at once. */
export async function releaseKey(tx: EntityManager, key: ParkedKey): Promise<void> {
  const parameters = [key.consumer, key.topic, key.key];
  await tx.query(
    `DELETE FROM parked_key WHERE (consumer, topic, key) = ($1, $2, $3)
      AND NOT EXISTS (SELECT 1 FROM parked_event WHERE (consumer, topic, key) = ($1, $2, $3) AND discarded_at IS NULL)`,
    parameters,
  );
  await tx.query(
    `UPDATE parked_key SET status = 'retrying', attempts = 0, next_attempt_at = clock_timestamp() WHERE (consumer, topic, key) = ($1, $2, $3)`,
    parameters,
  );
}

export interface ParkedRow {
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly record_offset: string;
  readonly record_key: Buffer | null;
  readonly record_headers: Record<string, string>;
  readonly record_value: Buffer | null;
}
