import { Problem } from '#libs/service/problem';
import { httpProblem } from '#libs/service/problems';

export class ExceptionSettled extends Problem {
  constructor() {
    super({ status: 409, code: 'commissions/exception-settled', title: 'This exception is settled', detail: 'Somebody has settled this exception already.' });
  }
}

export function exceptionNotFound(): Problem {
  return httpProblem('http/not-found', { detail: 'There is no such exception.' });
}
