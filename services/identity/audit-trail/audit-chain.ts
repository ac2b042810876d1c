import { createHash } from 'node:crypto';
import type { AuditEntry } from './audit-entry.entity.ts';
import { canonicalJson } from './canonical-json.ts';

export interface ChainHead {
  position: bigint;
  hash: Buffer;
}

/** Where the chain starts; the same text is hashed by the migration. */
export const chainStart: ChainHead = { position: 0n, hash: createHash('sha256').update('partner-management audit trail').digest() };

/** The hash of an entry: of the hash before it and of every column but the hash itself. */
export function chainHash(previous: Buffer, entry: Omit<AuditEntry, 'hash'>): Buffer {
  const { position, id, eventSource, eventId, at, service, actorKind, actorId, actorPartnerId, action, subjectKind, subjectId, why, details, correlationId, recordedAt } = entry;
  const text = canonicalJson({
    position, id, eventSource, eventId, service, actorKind, actorId, actorPartnerId, action, subjectKind, subjectId, why, details, correlationId,
    at: at.toISOString(),
    recordedAt: recordedAt.toISOString(),
  });
  return createHash('sha256').update(previous).update(text).digest();
}

/** What the head's seal authenticates. */
export function headText({ position, hash }: ChainHead): string {
  return `${position}:${hash.toString('hex')}`;
}

export type ChainFault = 'gap' | 'hash';

/** Checks entries in order of position; returns the first position that is not as it was written, or where the chain stands. */
export async function walkChain(entries: AsyncIterable<AuditEntry>): Promise<{ head: ChainHead; broken?: { position: bigint; fault: ChainFault } }> {
  let head = chainStart;
  for await (const entry of entries) {
    const position = head.position + 1n;
    if (BigInt(entry.position) !== position) return { head, broken: { position, fault: 'gap' } };
    const hash = chainHash(head.hash, entry);
    if (!hash.equals(entry.hash)) return { head, broken: { position, fault: 'hash' } };
    head = { position, hash };
  }
  return { head };
}
