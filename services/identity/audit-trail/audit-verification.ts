import { Injectable } from '@nestjs/common';
import { MoreThan, type EntityManager } from 'typeorm';
import { Database } from '#libs/database/database';
import { KeyVault } from '../signing-key/key-vault.ts';
import { chainStart, headText, walkChain, type ChainHead } from './audit-chain.ts';
import { AuditEntry } from './audit-entry.entity.ts';

const system = { kind: 'system', name: 'identity.verify-audit' } as const;
const batch = 1_000;

export type Verdict =
  | { intact: true; head: ChainHead }
  | { intact: false; position: bigint; reason: string };

/** A head noted down earlier, outside of the database: it shows also a trail that was rolled back to an older state as a whole. */
export type Anchor = ChainHead;

interface HeadRow {
  position: string;
  hash: Buffer;
  seal: Buffer | null;
}

/** Reads the whole trail and says whether it is what was written. */
@Injectable()
export class AuditVerification {
  constructor(
    private readonly database: Database,
    private readonly vault: KeyVault,
  ) {}

  /** The head is read first and the walk stops there, so that facts that arrive meanwhile do not disturb. */
  async verify(anchor?: Anchor): Promise<Verdict> {
    return this.database.inTransaction(system, async (tx) => {
      const [row] = await tx.query<[HeadRow]>('SELECT position, hash, seal FROM audit_head');
      const head = { position: BigInt(row.position), hash: row.hash };
      const { head: reached, broken } = await walkChain(entriesUpTo(tx, head.position));
      if (broken) return { intact: false, position: broken.position, reason: broken.fault === 'gap' ? 'an entry is missing' : 'the entry, or its place, is not what was recorded' };
      if (reached.position < head.position) return { intact: false, position: reached.position + 1n, reason: 'the trail ends before its head: entries were removed from its end' };
      if (!reached.hash.equals(head.hash)) return { intact: false, position: head.position, reason: 'the last entry is not the one the head names' };
      if (!this.sealed(head, row.seal)) return { intact: false, position: head.position, reason: 'the head was written by somebody without KEY_ENCRYPTION_KEY' };
      const beyond = await tx.getRepository(AuditEntry).existsBy({ position: MoreThan(row.position) });
      const moved = beyond && (await headPosition(tx)) === head.position;
      if (moved) return { intact: false, position: head.position + 1n, reason: 'entries stand behind the head' };
      if (anchor && !(await this.holds(tx, anchor))) return { intact: false, position: anchor.position, reason: 'the anchor is not part of this trail: it was rolled back or written anew' };
      return { intact: true, head };
    });
  }

  private async holds(tx: EntityManager, { position, hash }: Anchor): Promise<boolean> {
    return tx.getRepository(AuditEntry).existsBy({ position: position.toString(), hash });
  }

  private sealed(head: ChainHead, seal: Buffer | null): boolean {
    if (seal === null) return head.position === chainStart.position;
    return this.vault.isAuthentic(headText(head), seal);
  }
}

async function headPosition(tx: EntityManager): Promise<bigint> {
  const [row] = await tx.query<[{ position: string }]>('SELECT position FROM audit_head');
  return BigInt(row.position);
}

async function* entriesUpTo(tx: EntityManager, last: bigint): AsyncGenerator<AuditEntry> {
  for (let position = '0'; ; ) {
    const entries = await tx.getRepository(AuditEntry).find({ where: { position: MoreThan(position) }, order: { position: 'ASC' }, take: batch });
    for (const entry of entries) {
      if (BigInt(entry.position) > last) return;
      yield entry;
      position = entry.position;
    }
    if (entries.length < batch) return;
  }
}
