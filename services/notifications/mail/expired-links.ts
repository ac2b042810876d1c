import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '#libs/messaging/audit';
import { Recipient } from '../recipient/recipient.entity.ts';
import type { Delivery } from './delivery.entity.ts';
import { sendingActor } from './delivery.queue.ts';

/** Puts on the audit trail whose link came to nothing because its mail waited too long, so that an admin can see it and help. */
@Injectable()
export class ExpiredLinks {
  constructor(private readonly audit: Audit) {}

  async record(tx: EntityManager, { id, template, recipient }: Delivery): Promise<void> {
    const person = await tx.getRepository(Recipient).findOne({ where: { email: recipient }, order: { userId: 'ASC' } });
    const subject = person ? { kind: 'user', id: person.userId } : { kind: 'mail', id };
    await this.audit.record(tx, { actor: sendingActor, action: 'mail.link_expired', subject, details: { mail: id, template } });
  }
}
