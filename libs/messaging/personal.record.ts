import { createHmac } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { erasedEmail } from '#libs/contracts/primitives';
import { isStructured, open, type Opened } from './cloud-events.ts';
import type { MessagingOptions } from './messaging.options.ts';
import { addressesIn, carriesPersonal, withoutPersonal } from './personal.ts';
import type { KafkaRecord } from './record.ts';

/** By what an erased address is known again, one digest for each key; the address itself is kept nowhere, and without the keys no list of addresses finds it. */
export function digestsOf(address: string, { erasureKeys = [] }: Pick<MessagingOptions, 'erasureKeys'>): string[] {
  if (erasureKeys.length === 0) throw new Error('erasureKeys are not set: nobody who was erased could be known again');
  return erasureKeys.map((key) => createHmac('sha256', key).update(address.toLowerCase()).digest('hex'));
}

/** Whose data a record carries. */
export function addressesOf(record: KafkaRecord, opened: Opened): string[] {
  const type = opened.identity.type ?? '';
  return carriesPersonal(type) ? addressesIn(type, dataIn(record, opened)) : [];
}

/** Of what no handler could read, whatever can be: it is parked as it is. */
function dataIn({ value }: KafkaRecord, opened: Opened): unknown {
  try {
    return opened.data();
  } catch {
    return parsed(value);
  }
}

/** When the event was written, in milliseconds. */
function writtenAt({ timestamp }: KafkaRecord, { attributes }: Opened): number {
  const time = attributes.get('time');
  const stated = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  return Number.isNaN(stated) ? timestamp : stated;
}

/** A record as it may be handled and kept: without the person where it was written before they were erased. It came late: its topic lagged behind, or its key was parked. */
export function unlessErased(record: KafkaRecord, opened: Opened, erasedAt: Date | null): { readonly record: KafkaRecord; readonly opened: Opened } {
  if (erasedAt === null || writtenAt(record, opened) > erasedAt.getTime()) return { record, opened };
  const without = redacted(record, opened);
  return { record: without, opened: open(without) };
}

/** A record that was read before this transaction, as it may be kept and handled now: an erasure may have gone through meanwhile, and the next one waits for this transaction. */
export async function present(tx: EntityManager, record: KafkaRecord, options: Pick<MessagingOptions, 'erasureKeys'>): Promise<{ readonly record: KafkaRecord; readonly opened: Opened }> {
  const opened = open(record);
  const addresses = addressesOf(record, opened);
  if (addresses.length === 0) return { record, opened };
  const [row] = await tx.query<{ erased_at: Date | null }[]>('SELECT erased_at($1::text[]) AS erased_at', [addresses.flatMap((address) => digestsOf(address, options))]);
  return unlessErased(record, opened, row?.erased_at ?? null);
}

/** The record without personal data: same place, key, id and attributes. Unchanged where no contract can read it. */
export function redacted(record: KafkaRecord, opened: Opened): KafkaRecord {
  const { identity, attributes } = opened;
  const type = identity.type ?? '';
  if (!isStructured(record)) {
    const data = dataIn(record, opened);
    return data === undefined ? record : { ...record, value: Buffer.from(JSON.stringify(withoutPersonal(type, data))) };
  }
  const root = parsed(record.value);
  if (!isObject(root)) return record;
  const { data_base64: _encoded, ...others } = root;
  return { ...record, value: Buffer.from(JSON.stringify({ ...others, data: withoutPersonal(type, attributes.get('data')) })) };
}

/** Takes an address out of a text of any kind. */
export function withoutAddress(text: Buffer | string | null, address: string): Buffer {
  return Buffer.from((text ?? '').toString().replaceAll(new RegExp(address.replaceAll(/[^\w@]/g, String.raw`\$&`), 'gi'), erasedEmail));
}

function parsed(value: Buffer | null): unknown {
  try {
    const json: unknown = JSON.parse(value?.toString() ?? '');
    return json;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
