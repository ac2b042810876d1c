import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { partners } from '#libs/contracts/events/partners';
import type { ManagerAnswer } from '#libs/contracts/http/partners';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { Audit } from '#libs/messaging/audit';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { requireVersion, type ExpectedVersion } from '#libs/service/if-match';
import { PartnerManagers } from './partner-managers.ts';
import { Partner } from './partner.entity.ts';
import { notAPartnerManager, partnerNotFound } from './partner.errors.ts';

interface Assignment {
  readonly actor: Actor;
  readonly partnerId: string;
  /** null takes the partner's manager away. */
  readonly managerId: string | null;
  readonly expected: ExpectedVersion;
  readonly idempotency: IdempotentRequest | undefined;
}

/** An admin decides who looks after a partner: where nobody could be found on approval, or somebody has left. */
@Injectable()
export class ManagerAssignment {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly managers: PartnerManagers,
  ) {}

  assign({ actor, partnerId, managerId, expected, idempotency }: Assignment): Promise<ManagerAnswer> {
    return this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, idempotency, async () => {
        const partner = await lock(tx, partnerId);
        requireVersion(expected, partner.version);
        if (managerId !== null && !(await this.managers.mayBeAssigned(tx, managerId))) throw notAPartnerManager();
        const from = partner.managerId;
        if (partner.reassign(managerId)) await this.store(tx, actor, partner, from);
        return answerOf(partner);
      }),
    );
  }

  private async store(tx: EntityManager, actor: Actor, partner: Partner, from: string | null): Promise<void> {
    const { id, version, managerId, companyName, tier } = partner;
    await tx.update(Partner, { id }, { managerId, version });
    await this.outbox.appendAll(tx, [
      outgoing(partners, 'partner.manager_assigned.v1', id, { companyName, tier, managerId, assignedAt: this.clock.now().toISOString() }),
      this.audit.item({ actor, action: 'partner.manager_assigned', subject: { kind: 'partner', id }, details: { managerId, from } }),
    ]);
  }
}

/** Row-level security hides other companies' rows, and a company's people may change none. */
async function lock(tx: EntityManager, id: string): Promise<Partner> {
  const partner = await tx.findOne(Partner, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (partner === null) throw partnerNotFound();
  return partner;
}

function answerOf({ id, reference, version, companyName: company, tier, managerId }: Partner): ManagerAnswer {
  return { id, reference, version, company, tier, managerId };
}
