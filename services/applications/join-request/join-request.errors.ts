import { Problem } from '#libs/service/problem';
import { httpProblem } from '#libs/service/problems';
import type { JoinMove, JoinRequestStatus } from './join-request.transitions.ts';

export class JoinRequestDecided extends Problem {
  constructor(move: JoinMove, status: JoinRequestStatus) {
    super({
      status: 409,
      code: 'join-requests/illegal-transition',
      title: 'The request has been decided already',
      detail: `A request that is ${status} does not allow "${move}".`,
      extensions: { state: status, move },
    });
  }
}

export function joinRequestNotFound(): Problem {
  return httpProblem('http/not-found', { detail: 'There is no such request.' });
}
