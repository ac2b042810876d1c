import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { applicationView } from '#libs/contracts/http/applications';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { SimilarCompanies } from '../match-key/similar-companies.ts';
import { RequirementSheet, type TierAsked } from '../programme/requirement-sheet.entity.ts';
import { explain } from '../programme/requirement.evaluation.ts';
import { ApplicationHistory } from './application-history.entity.ts';
import { ApplicationQuestion } from './application-question.entity.ts';
import { Application } from './application.entity.ts';
import { applicationNotFound } from './application.errors.ts';
import { initialStatus } from './application.transitions.ts';

export type ApplicationView = z.output<typeof applicationView>;

/** All that the team knows of one application. */
@Injectable()
export class ApplicationViews {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly similar: SimilarCompanies,
  ) {}

  one(actor: Actor, id: string): Promise<ApplicationView> {
    return this.database.inTransaction(actor, async (tx) => {
      const application = await tx.findOneBy(Application, { id });
      if (application === null) throw applicationNotFound();
      const questions = await tx.find(ApplicationQuestion, { where: { applicationId: id }, order: { askedAt: 'ASC', id: 'ASC' } });
      const history = await tx.find(ApplicationHistory, { where: { applicationId: id }, order: { at: 'ASC', id: 'ASC' } });
      const similar = await this.similar.of(tx, application);
      const { tiers } = await tx.findOneByOrFail(RequirementSheet, { id: application.requirementSheet });
      return { ...head(application), evaluation: evaluationOf(application, tiers), clock: application.clock.view(this.clock.now()), questions: questions.map(questionView), similar, history: [submission(application), ...history.map(historyView)] };
    });
  }
}

function head(of: Application) {
  const { id, reference, version, status, contested, statement, consentedAt, submittedAt, clock, decidedAt, reviewerId, partnerId } = of;
  return {
    id,
    reference,
    version,
    status,
    contested,
    statement,
    fields: fieldsOf(of),
    consentedAt: consentedAt.toISOString(),
    submittedAt: submittedAt.toISOString(),
    decisionDueAt: clock.dueAt?.toISOString() ?? null,
    decidedAt: decidedAt?.toISOString() ?? null,
    reviewerId,
    partnerId,
    rejection: rejectionOf(of),
  };
}

/** How it was judged at submit; reviewers read it in the language of the team. */
function evaluationOf({ figures, requirementResults }: Application, asked: readonly TierAsked[]): ApplicationView['evaluation'] {
  return explain(asked, figures, requirementResults, 'en');
}

/** The application as it was sent. */
function fieldsOf({ legalName, website, country, registrationNumber, employees, contact, ...of }: Application): ApplicationView['fields'] {
  const { firstName, lastName, email, phone, jobTitle } = contact;
  const commitment = of.annualCommitment.toMoney();
  return {
    company: { legalName, website, country, ...(registrationNumber === null ? {} : { registrationNumber }), annualRevenue: of.annualRevenue.toMoney().toJSON(), employees },
    contact: { firstName, lastName, email, ...(phone === null ? {} : { phone }), jobTitle },
    experience: of.experience,
    locale: of.locale,
    clients: of.clients,
    goals: { tier: of.tierAskedFor, goals: of.goals, ...(commitment === undefined ? {} : { annualCommitment: commitment.toJSON() }) },
  };
}

function rejectionOf({ rejectionReason: reason, rejectionNote: note, mayReapplyFrom }: Application): ApplicationView['rejection'] {
  return reason === null || mayReapplyFrom === null ? null : { reason, note, mayReapplyFrom: mayReapplyFrom.toISOString() };
}

function questionView({ question, askedAt, answer, answeredAt }: ApplicationQuestion): ApplicationView['questions'][number] {
  return { question, askedAt: askedAt.toISOString(), answer, answeredAt: answeredAt?.toISOString() ?? null };
}

/** How it began stands in the application itself. */
function submission({ contested, submittedAt }: Application): ApplicationView['history'][number] {
  return { at: submittedAt.toISOString(), actor: { kind: 'public', id: null }, from: null, to: initialStatus, event: contested ? 'contested' : 'submitted', why: null };
}

function historyView({ at, actorKind: kind, actorId: id, fromStatus: from, toStatus: to, event, why }: ApplicationHistory): ApplicationView['history'][number] {
  return { at: at.toISOString(), actor: { kind, id }, from, to, event, why };
}
