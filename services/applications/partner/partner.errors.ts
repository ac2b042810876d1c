import { Problem } from '#libs/service/problem';
import { httpProblem } from '#libs/service/problems';
import type { PartnerStatus } from './partner.entity.ts';

export function partnerNotFound(): Problem {
  return httpProblem('http/not-found', { detail: 'There is no such partner.' });
}

/** Nobody looks after a company that is suspended or has left. */
export class PartnerNotActive extends Problem {
  constructor(status: PartnerStatus) {
    super({ status: 409, code: 'applications/partner-not-active', title: 'The partner is not active', detail: `The partner is ${status}.`, extensions: { state: status } });
  }
}

export function notAPartnerManager(): Problem {
  return httpProblem('http/validation-failed', { errors: [{ pointer: '/managerId', detail: 'must be an active person with the role partner_manager' }] });
}
