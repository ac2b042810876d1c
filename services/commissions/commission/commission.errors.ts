import { Problem } from '#libs/service/problem';
import { httpProblem } from '#libs/service/problems';
import type { CommissionStatus, Move } from './commission.transitions.ts';

export class IllegalCommissionMove extends Problem {
  constructor(move: Move, status: CommissionStatus) {
    super({
      status: 409,
      code: 'commissions/illegal-transition',
      title: 'The line cannot do this in its present state',
      detail: `A line that is ${status} does not allow "${move}".`,
      extensions: { state: status, move },
    });
  }
}

export function commissionNotFound(): Problem {
  return httpProblem('http/not-found', { detail: 'There is no such line.' });
}
