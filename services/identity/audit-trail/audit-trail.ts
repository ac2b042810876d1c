import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { audit } from '#libs/contracts/events/audit';
import type { EventOf } from '#libs/contracts/topic';
import { Clock } from '#libs/database/clock';
import { Ids } from '#libs/database/ids';
import { KeyVault } from '../signing-key/key-vault.ts';
import { chainHash, headText, type ChainHead } from './audit-chain.ts';
import { AuditEntry } from './audit-entry.entity.ts';

type AuditEvent = EventOf<typeof audit, 'audit.recorded.v1'>;

/** Appends to the chain. One at a time over all instances and partitions: the lock on the head is what makes it a chain. */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly vault: KeyVault,
  ) {}

  async append(tx: EntityManager, event: AuditEvent): Promise<void> {
    const head = await this.lockHead(tx);
    const unhashed = this.entryOf(event, head.position + 1n);
    const hash = chainHash(head.hash, unhashed);
    await tx.getRepository(AuditEntry).insert({ ...unhashed, hash });
    const next: ChainHead = { position: head.position + 1n, hash };
    await tx.query('UPDATE audit_head SET position = $1, hash = $2, seal = $3', [next.position.toString(), hash, this.vault.authenticate(headText(next))]);
  }

  private async lockHead(tx: EntityManager): Promise<ChainHead> {
    const [head] = await tx.query<[{ position: string; hash: Buffer }]>('SELECT position, hash FROM audit_head FOR UPDATE');
    return { position: BigInt(head.position), hash: head.hash };
  }

  private entryOf({ id: eventId, source: eventSource, data }: AuditEvent, position: bigint): Omit<AuditEntry, 'hash'> {
    return {
      position: position.toString(),
      id: this.ids.uuid(),
      eventSource,
      eventId,
      at: new Date(data.at),
      service: data.service,
      actorKind: data.actor.kind,
      actorId: data.actor.id ?? null,
      actorPartnerId: data.actor.partnerId ?? null,
      action: data.action,
      subjectKind: data.subject.kind,
      subjectId: data.subject.id,
      why: data.why ?? null,
      details: data.details,
      correlationId: data.correlationId ?? null,
      recordedAt: this.clock.now(),
    };
  }
}
