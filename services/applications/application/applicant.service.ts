import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { applications } from '#libs/contracts/events/applications';
import type { statusAnswer } from '#libs/contracts/http/applications';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import type { IdempotentRequest } from '#libs/database/idempotency';
import { outgoing } from '#libs/messaging/outbox';
import { MatchKeys } from '../match-key/match-key.service.ts';
import { ApplicationHistory } from './application-history.entity.ts';
import { ApplicationQuestion, openQuestion } from './application-question.entity.ts';
import { Application } from './application.entity.ts';
import { applicationNotFound, IllegalTransition } from './application.errors.ts';
import { named } from './application.mentions.ts';
import { ApplicationMoves } from './application.moves.ts';
import { initialStatus } from './application.transitions.ts';
import { StatusLinks } from './status-links.ts';
import { timelineText } from './timeline.texts.ts';

type Entry = Pick<ApplicationHistory, 'at' | 'event' | 'toStatus'>;
export type StatusAnswer = z.output<typeof statusAnswer>;

/** What the bearer of a status link sees and does. */
@Injectable()
export class Applicant {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly moves: ApplicationMoves,
    private readonly links: StatusLinks,
    private readonly keys: MatchKeys,
  ) {}

  async status(token: string): Promise<StatusAnswer> {
    const actor = this.actorOf(token);
    return this.database.inTransaction(actor, async (tx) => {
      const application = await tx.findOneBy(Application, { id: actor.applicationId });
      if (application === null) throw applicationNotFound();
      const applicationId = application.id;
      const history = await tx.find(ApplicationHistory, { where: { applicationId }, order: { at: 'ASC', id: 'ASC' } });
      const open = application.status === 'more_info' ? await tx.findOne(ApplicationQuestion, { where: openQuestion(applicationId) }) : null;
      const begin: Entry = { at: application.submittedAt, event: application.contested ? 'contested' : 'submitted', toStatus: initialStatus };
      const { reference, legalName: company, status, clock, submittedAt, mayReapplyFrom, locale } = application;
      return {
        reference,
        company,
        status,
        timeline: [begin, ...history].map(({ at, event, toStatus }) => ({ at: at.toISOString(), status: toStatus, event, text: timelineText(event, locale) })),
        clock: clock.view(this.clock.now()),
        submittedAt: submittedAt.toISOString(),
        decisionDueAt: clock.dueAt?.toISOString() ?? null,
        question: open === null ? null : { text: open.question, askedAt: open.askedAt.toISOString() },
        mayReapplyFrom: mayReapplyFrom?.toISOString() ?? null,
      };
    });
  }

  async answer(token: string, answer: string, idempotency: IdempotentRequest | undefined): Promise<StatusAnswer> {
    const actor = this.actorOf(token);
    await this.moves.make({ actor, applicationId: actor.applicationId, idempotency }, async (tx, application, at) => {
      application.answer(at);
      const { affected } = await tx.update(ApplicationQuestion, openQuestion(application.id), { answer, answeredAt: at });
      if (affected === 0) throw new IllegalTransition('answer', 'in_review');
      const due = application.clock.dueAt ?? at;
      const data = { ...named(application), reviewerId: application.reviewerId, answeredAt: at.toISOString(), decisionDueAt: due.toISOString() };
      return { event: 'answered', events: [outgoing(applications, 'application.answered.v1', application.id, data)] };
    });
    return this.status(token);
  }

  async withdraw(token: string, reason: string | undefined, idempotency: IdempotentRequest | undefined): Promise<StatusAnswer> {
    const actor = this.actorOf(token);
    await this.moves.make({ actor, applicationId: actor.applicationId, idempotency }, async (tx, application, at) => {
      application.withdraw(at);
      await this.keys.release(tx, application.id, at, null);
      const data = { ...named(application), withdrawnAt: at.toISOString() };
      return { event: 'withdrawn', why: reason, events: [outgoing(applications, 'application.withdrawn.v1', application.id, data)] };
    });
    return this.status(token);
  }

  /** A forged link is told what a link to nothing is told. */
  private actorOf(token: string): { readonly kind: 'applicant'; readonly applicationId: string } {
    const applicationId = this.links.applicationOf(token);
    if (applicationId === undefined) throw applicationNotFound();
    return { kind: 'applicant', applicationId };
  }
}
