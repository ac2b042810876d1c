import { Injectable } from '@nestjs/common';
import { MoreThan, type EntityManager } from 'typeorm';
import type { auditFaults } from '#libs/contracts/http/identity';
import { Database } from '#libs/database/database';
import { KeyVault } from '../signing-key/key-vault.ts';
import { chainStart, headText, walkChain, type ChainHead } from './audit-chain.ts';
import { AuditEntry } from './audit-entry.entity.ts';

const system = { kind: 'system', name: 'identity.verify-audit' } as const;
const batch = 1_000;

type Fault = (typeof auditFaults)[number];

/** `head`: what was verified against. */
export type Verdict =
  | { intact: true; head: ChainHead }
  | { intact: false; head: ChainHead; position: bigint; fault: Fault };

const faults: Record<Fault, string> = {
  missing: 'an entry is missing',
  changed: 'the entry, or its place, is not what was recorded',
  cut_off: 'the trail ends before its head: entries were removed from its end',
  other_head: 'the last entry is not the one the head names',
  unsealed: 'the head was written by somebody without KEY_ENCRYPTION_KEY',
  behind_head: 'entries stand behind the head',
  other_anchor: 'the anchor is not part of this trail: it was rolled back or written anew',
};

/** What is wrong, for the command and the log. */
export const faultText = (fault: Fault): string => faults[fault];

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

  async verify(anchor?: Anchor): Promise<Verdict> {
    return this.database.inTransaction(system, async (tx) => {
      const verdict = await this.verdict(tx, anchor);
      if (verdict === undefined) throw new Error('nobody stopped it');
      return verdict;
    });
  }

  /** The head is read first and the walk stops there, so that facts that arrive meanwhile do not disturb. Undefined where it was stopped. */
  async verdict(tx: EntityManager, anchor?: Anchor, signal?: AbortSignal): Promise<Verdict | undefined> {
    const [row] = await tx.query<[HeadRow]>('SELECT position, hash, seal FROM audit_head');
    const head = { position: BigInt(row.position), hash: row.hash };
    const broken = (position: bigint, fault: Fault): Verdict => ({ intact: false, head, position, fault });
    const walk = await walkChain(entriesUpTo(tx, head.position, signal));
    if (signal?.aborted === true) return undefined;
    if (walk.broken) return broken(walk.broken.position, walk.broken.fault === 'gap' ? 'missing' : 'changed');
    const { head: reached } = walk;
    if (reached.position < head.position) return broken(reached.position + 1n, 'cut_off');
    if (!reached.hash.equals(head.hash)) return broken(head.position, 'other_head');
    if (!this.sealed(head, row.seal)) return broken(head.position, 'unsealed');
    const beyond = await tx.getRepository(AuditEntry).existsBy({ position: MoreThan(row.position) });
    const moved = beyond && (await headPosition(tx)) === head.position;
    if (moved) return broken(head.position + 1n, 'behind_head');
    if (anchor && !(await this.holds(tx, anchor))) return broken(anchor.position, 'other_anchor');
    return { intact: true, head };
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

async function* entriesUpTo(tx: EntityManager, last: bigint, signal: AbortSignal | undefined): AsyncGenerator<AuditEntry> {
  for (let position = '0'; signal?.aborted !== true; ) {
    const entries = await tx.getRepository(AuditEntry).find({ where: { position: MoreThan(position) }, order: { position: 'ASC' }, take: batch });
    for (const entry of entries) {
      if (BigInt(entry.position) > last) return;
      yield entry;
      position = entry.position;
    }
    if (entries.length < batch) return;
  }
}
