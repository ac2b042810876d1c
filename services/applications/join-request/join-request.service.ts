import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { partners } from '#libs/contracts/events/partners';
import type { acceptJoinBody, joinRequestsAnswer, joinRequestsQuery, joinRequestView } from '#libs/contracts/http/applications';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { keysetPage } from '#libs/database/keyset';
import { Audit } from '#libs/messaging/audit';
import { outgoing, Outbox, type OutgoingEvent } from '#libs/messaging/outbox';
import { httpProblem } from '#libs/service/problems';
import { Partner } from '../partner/partner.entity.ts';
import { JoinRequest } from './join-request.entity.ts';
import { joinRequestNotFound } from './join-request.errors.ts';

export type JoinRequestView = z.output<typeof joinRequestView>;
export type JoinRequestsAnswer = z.output<typeof joinRequestsAnswer>;
type Roles = z.output<typeof acceptJoinBody>['roles'];
type PartnerUser = Extract<Actor, { kind: 'user' }>;

interface Decision {
  readonly actor: Actor;
  readonly id: string;
  readonly idempotency: IdempotentRequest | undefined;
}

const sorts = { requestedAt: { by: 'request.requestedAt', type: 'timestamptz' } } as const;

/** What a partner's owners do with requests to join. */
@Injectable()
export class JoinRequests {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  list(actor: Actor, { status, limit, cursor }: z.output<typeof joinRequestsQuery>): Promise<JoinRequestsAnswer> {
    return this.database.inTransaction(actor, async (tx) => {
      const query = tx.createQueryBuilder(JoinRequest, 'request').where('request.partnerId = :partnerId', { partnerId: ownerOf(actor).partnerId });
      if (status !== undefined) query.andWhere('request.status = :status', { status });
      const { items, nextCursor } = await keysetPage(query, { list: 'join-requests', sorts, sort: '-requestedAt', limit, cursor });
      return { items: items.map(view), nextCursor };
    });
  }

  /** The owners let the person in; identity opens the account. */
  accept(decision: Decision, roles: Roles): Promise<JoinRequestView> {
    return this.decide(decision, 'accepted', (request, companyName, by, at) => {
      request.accept(by, at);
      const data = { requestId: request.id, companyName, person: request.person, roles, acceptedBy: by, acceptedAt: at.toISOString() };
      return outgoing(partners, 'partner.join_accepted.v1', request.partnerId, data);
    });
  }

  decline(decision: Decision): Promise<JoinRequestView> {
    return this.decide(decision, 'declined', (request, companyName, by, at) => {
      request.decline(by, at);
      const data = { requestId: request.id, companyName, person: request.person, declinedAt: at.toISOString() };
      return outgoing(partners, 'partner.join_declined.v1', request.partnerId, data);
    });
  }

  private decide({ actor, id, idempotency }: Decision, what: string, change: (request: JoinRequest, companyName: string, by: string, at: Date) => OutgoingEvent): Promise<JoinRequestView> {
    const { userId } = ownerOf(actor);
    return this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, idempotency, async () => {
        const { request, companyName } = await lock(tx, id);
        const event = change(request, companyName, userId, this.clock.now());
        const { status, decidedAt, decidedBy } = request;
        await tx.update(JoinRequest, { id }, { status, decidedAt, decidedBy });
        await this.outbox.appendAll(tx, [event, this.audit.item({ actor, action: `join_request.${what}`, subject: { kind: 'join_request', id } })]);
        return view(request);
      }),
    );
  }
}

function ownerOf(actor: Actor): PartnerUser {
  if (actor.kind !== 'user') throw httpProblem('auth/forbidden', { detail: "Only a partner's owners decide who joins." });
  return actor;
}

/** Row-level security shows an owner the own company's requests alone. */
async function lock(tx: EntityManager, id: string): Promise<{ request: JoinRequest; companyName: string }> {
  const request = await tx.findOne(JoinRequest, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (request === null) throw joinRequestNotFound();
  const partner = await tx.findOneByOrFail(Partner, { id: request.partnerId });
  return { request, companyName: partner.companyName };
}

function view({ id, status, personName: name, personEmail: email, personJobTitle: jobTitle, message, requestedAt, decidedAt }: JoinRequest): JoinRequestView {
  return { id, status, person: { name, email, jobTitle }, message, requestedAt: requestedAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null };
}
