import { Problem } from '#libs/service/problem';
import type { DeliveryStatus } from './delivery.transitions.ts';

export class IllegalDeliveryTransition extends Problem {
  constructor(from: DeliveryStatus, to: DeliveryStatus) {
    super({ status: 409, code: 'notifications/illegal-transition', title: 'The mail is in another state', detail: `A mail that is ${from} cannot become ${to}.` });
  }
}

export class FailedMailNotFound extends Problem {
  constructor() {
    super({ status: 404, code: 'notifications/failed-mail-not-found', title: 'There is no such mail' });
  }
}
