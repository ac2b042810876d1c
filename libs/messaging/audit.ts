import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { audit } from '#libs/contracts/events/audit';
import type { DataIn } from '#libs/contracts/topic';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { currentContext } from './context.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging.options.ts';
import { outgoing, Outbox, type OutgoingEvent } from './outbox.ts';

export interface AuditFact {
  readonly actor: Actor;
  /** Past tense, `application.approved`. */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly why?: string;
  readonly details?: Record<string, string | number | boolean | null>;
}

/** Writes audit facts into the service's outbox; identity keeps the trail. */
@Injectable()
export class Audit {
  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
  ) {}

  /** Records one fact within the caller's transaction. */
  async record(tx: EntityManager, fact: AuditFact): Promise<void> {
    await this.outbox.appendAll(tx, [this.item(fact)]);
  }

  /**
   * The fact as an outbox item, to be appended together with a business event in one statement.
   *
   * @example await this.outbox.appendAll(tx, [outgoing(partners, 'partner.approved.v1', id, data), this.audit.item({ … })]);
   */
  item({ actor, action, subject, why, details }: AuditFact): OutgoingEvent {
    const { correlationId } = currentContext();
    return outgoing(audit, 'audit.recorded.v1', subject.id, {
      at: this.clock.now().toISOString(),
      service: this.options.service,
      actor: auditActor(actor),
      action,
      subject: { ...subject },
      ...(why === undefined ? {} : { why }),
      ...(details === undefined ? {} : { details }),
      ...(correlationId === undefined ? {} : { correlationId }),
    });
  }
}

type ActorData = DataIn<typeof audit, 'audit.recorded.v1'>['actor'];

function auditActor(actor: Actor): ActorData {
  switch (actor.kind) {
    case 'user':
      return { kind: actor.kind, id: actor.userId, partnerId: actor.partnerId };
    case 'vendor':
      return { kind: actor.kind, id: actor.userId };
    case 'api_key':
      return { kind: actor.kind, id: actor.keyId, ...(actor.partnerId === undefined ? {} : { partnerId: actor.partnerId }) };
    case 'applicant':
      return { kind: actor.kind, id: actor.applicationId };
    case 'public':
      return { kind: actor.kind };
    case 'system':
      return { kind: actor.kind, id: actor.name };
  }
}
