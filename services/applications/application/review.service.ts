import { Injectable } from '@nestjs/common';
import { applications } from '#libs/contracts/events/applications';
import type { MoveAnswer } from '#libs/contracts/http/applications';
import { Ids } from '#libs/database/ids';
import { outgoing } from '#libs/messaging/outbox';
import { vendorUser } from '#libs/service/auth/people';
import { ApplicationQuestion, openQuestion } from './application-question.entity.ts';
import { applicantOf, named } from './application.mentions.ts';
import { ApplicationMoves, type MoveRequest } from './application.moves.ts';
import { StatusLinks } from './status-links.ts';

/** What the team does with an application before it decides. */
@Injectable()
export class Review {
  constructor(
    private readonly moves: ApplicationMoves,
    private readonly ids: Ids,
    private readonly links: StatusLinks,
  ) {}

  start(request: MoveRequest): Promise<MoveAnswer> {
    const reviewerId = vendorUser(request.actor);
    return this.moves.make(request, async (tx, application, at) => {
      const takesBack = application.status === 'more_info';
      application.review(reviewerId, at);
      if (takesBack) await tx.update(ApplicationQuestion, openQuestion(application.id), { withdrawnAt: at });
      const data = { ...named(application), reviewerId, startedAt: at.toISOString() };
      return { event: 'review_started', events: [outgoing(applications, 'application.review_started.v1', application.id, data)] };
    });
  }

  async ask(request: MoveRequest, question: string): Promise<MoveAnswer> {
    const askedBy = vendorUser(request.actor);
    const statusLink = await this.links.sealed(request.applicationId);
    return this.moves.make(request, async (tx, application, at) => {
      application.ask(at);
      await tx.insert(ApplicationQuestion, { id: this.ids.uuid(), applicationId: application.id, question, askedAt: at, askedBy, answer: null, answeredAt: null, withdrawnAt: null });
      const data = { ...named(application), applicant: applicantOf(application), statusLink, question, askedAt: at.toISOString() };
      return { event: 'more_info_requested', why: question, events: [outgoing(applications, 'application.more_info_requested.v1', application.id, data)] };
    });
  }
}
