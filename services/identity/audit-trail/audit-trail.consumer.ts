import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { audit } from '#libs/contracts/events/audit';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from '#libs/messaging/consumes';
import { AuditTrail } from './audit-trail.ts';

@Controller()
export class AuditTrailConsumer {
  constructor(private readonly trail: AuditTrail) {}

  @Consumes(audit, 'audit.recorded.v1')
  async chainFact(event: EventOf<typeof audit, 'audit.recorded.v1'>, tx: EntityManager): Promise<void> {
    await this.trail.append(tx, event);
  }
}
