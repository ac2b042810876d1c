import type { ApplicationStatus, DuplicateAnswer, ReapplyTooEarlyAnswer } from '#libs/contracts/http/applications';
import type { z } from 'zod';
import type { similarCompany } from '#libs/contracts/http/applications';
import { Problem, type FieldError } from '#libs/service/problem';
import { httpProblem } from '#libs/service/problems';
import type { Move } from './application.transitions.ts';

export function validationFailed(errors: readonly FieldError[]): Problem {
  return httpProblem('http/validation-failed', { errors });
}

/** The company applied already or is a partner; says what can be done, and nothing about the other company. */
export class DuplicateApplication extends Problem {
  constructor(answer: DuplicateAnswer) {
    super({ status: 409, code: 'applications/duplicate', title: 'This company is known already', detail: answer.nextStep.text, extensions: { ...answer } });
  }
}

export class ReapplyTooEarly extends Problem {
  constructor(answer: ReapplyTooEarlyAnswer) {
    super({
      status: 409,
      code: 'applications/reapply-too-early',
      title: 'This company may not apply again yet',
      detail: `A new application is welcome from ${answer.mayReapplyFrom.slice(0, 10)}.`,
      extensions: { ...answer },
    });
  }
}

export class IllegalTransition extends Problem {
  constructor(move: Move, status: ApplicationStatus) {
    super({
      status: 409,
      code: 'applications/illegal-transition',
      title: 'The application cannot do this in its present state',
      detail: `An application that is ${status} does not allow "${move}".`,
      extensions: { state: status, move },
    });
  }
}

/** For the vendor's people: the contested application is the company of another one, unless they say that it is not. */
export class DuplicateOf extends Problem {
  constructor(collidesWith: readonly z.output<typeof similarCompany>[]) {
    super({
      status: 409,
      code: 'applications/duplicate-of',
      title: 'Another company holds the same match keys',
      detail: 'Reject this application as a duplicate, or approve it with "differentCompany": true.',
      extensions: { collidesWith },
    });
  }
}

export function applicationNotFound(): Problem {
  return httpProblem('http/not-found', { detail: 'There is no such application.' });
}
