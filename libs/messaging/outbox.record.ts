/** A row of the outbox as the relay reads it. */
export interface OutboxRow {
  readonly id: string;
  readonly topic: string;
  readonly aggregate: string;
  readonly type: string;
  readonly payload: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly sequence: string;
  readonly seq: string;
}

export interface OutgoingRecord {
  readonly key: string;
  readonly value: string;
  readonly headers: Record<string, string>;
}

/**
 * An outbox row in the binary mode of the CloudEvents Kafka binding. The key is the aggregate's id, or the event's own `partitionkey`: what has one key stays
 * in one partition, in order.
 */
export function toRecord(row: OutboxRow, source: string): OutgoingRecord {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: row.id,
    ce_source: source,
    ce_type: row.type,
    ce_subject: row.aggregate,
    ce_partitionkey: row.aggregate,
    ce_sequence: row.sequence,
    ce_dataschema: `urn:partner-management:schema:${row.type}`,
  };
  for (const [name, value] of Object.entries(row.headers)) headers[`ce_${name}`] = value;
  return { key: row.headers['partitionkey'] ?? row.aggregate, value: row.payload, headers };
}

/** Bytes of a record in a produce request, estimated from above for texts in ASCII. */
export function sizeOf({ key, value, headers }: OutgoingRecord): number {
  let bytes = Buffer.byteLength(value) + key.length + 40;
  for (const name in headers) bytes += name.length + (headers[name]?.length ?? 0) + 4;
  return bytes;
}
