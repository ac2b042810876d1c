import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MoveAnswer } from '#libs/contracts/http/applications';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { Ids } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { Outbox, type OutgoingEvent } from '#libs/messaging/outbox';
import { requireVersion, type ExpectedVersion } from '#libs/service/if-match';
import { actorId } from '#libs/service/auth/people';
import { ApplicationHistory } from './application-history.entity.ts';
import { Application } from './application.entity.ts';
import { applicationNotFound } from './application.errors.ts';

/** What a move amounts to, besides the application's new state. */
export interface Moved {
  /** Past tense, for history and audit: `approved`. */
  readonly event: string;
  readonly why?: string | undefined;
  readonly events: readonly OutgoingEvent[];
}

export interface MoveRequest {
  readonly actor: Actor;
  readonly applicationId: string;
  /** What the caller has seen, from `If-Match`. */
  readonly expected?: ExpectedVersion;
  readonly idempotency?: IdempotentRequest | undefined;
}

/** The one way in which a stored application changes: locked, moved by its verb, written with history, events and audit. */
@Injectable()
export class ApplicationMoves {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  /** Of two people who decide at once the second finds the new state, and `change` throws `IllegalTransition`. */
  make(request: MoveRequest, change: (tx: EntityManager, application: Application, at: Date) => Promise<Moved>): Promise<MoveAnswer> {
    return this.database.inTransaction(request.actor, (tx) =>
      this.idempotency.once(tx, request.idempotency, async () => {
        const application = await lock(tx, request.applicationId);
        requireVersion(request.expected, application.version);
        return this.moveLocked(tx, request.actor, application, (at) => change(tx, application, at));
      }),
    );
  }

  async moveLocked(tx: EntityManager, actor: Actor, application: Application, change: (at: Date) => Promise<Moved>): Promise<MoveAnswer> {
    const at = this.clock.now();
    const from = application.status;
    const { event, why, events } = await change(at);
    application.version += 1;
    await tx.update(Application, { id: application.id }, changeable(application));
    await tx.insert(ApplicationHistory, {
      id: this.ids.uuid(),
      applicationId: application.id,
      at,
      actorKind: actor.kind,
      actorId: actorId(actor),
      event,
      fromStatus: from,
      toStatus: application.status,
      why: why ?? null,
    });
    const fact = { actor, action: `application.${event}`, subject: { kind: 'application', id: application.id }, details: { from, to: application.status } };
    await this.outbox.appendAll(tx, [...events, this.audit.item(fact)]);
    return answerOf(application);
  }
}

async function lock(tx: EntityManager, id: string): Promise<Application> {
  const application = await tx.findOne(Application, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (application === null) throw applicationNotFound();
  return application;
}

/** Everything that a move may change; what was submitted stays as it was. */
function changeable(application: Application) {
  const { version, status, clock, reviewerId, decidedAt, decidedBy, partnerId, rejectionReason, rejectionNote, mayReapplyFrom } = application;
  const { dueAt, remainingMs, stepsDone, nextAt } = clock;
  return { version, status, clock: { dueAt, remainingMs, stepsDone, nextAt }, reviewerId, decidedAt, decidedBy, partnerId, rejectionReason, rejectionNote, mayReapplyFrom };
}

function answerOf({ id, reference, status, version, partnerId, clock }: Application): MoveAnswer {
  return { id, reference, status, version, partnerId, decisionDueAt: clock.dueAt?.toISOString() ?? null };
}
