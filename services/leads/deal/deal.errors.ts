import type { DealStatus } from '#libs/contracts/http/deals';
import { Problem, type FieldError } from '#libs/service/problem';
import { httpProblem } from '#libs/service/problems';
import type { Move } from './deal.transitions.ts';

export function validationFailed(errors: readonly FieldError[]): Problem {
  return httpProblem('http/validation-failed', { errors });
}

export class IllegalTransition extends Problem {
  constructor(move: Move | 'log' | 'extend' | 'decide-extension', status: DealStatus) {
    super({
      status: 409,
      code: 'deals/illegal-transition',
      title: 'The deal cannot do this in its present state',
      detail: `A deal that is ${status} does not allow "${move}".`,
      extensions: { state: status, move },
    });
  }
}

/** Suspended, left, or not yet known here: applications tells a moment after the approval. */
export class PartnerNotActive extends Problem {
  constructor() {
    super({ status: 409, code: 'deals/partner-not-active', title: 'Only active partners register deals', detail: 'Your company is not active in the programme, or was approved only a moment ago.' });
  }
}

export class ExtensionRefusedBefore extends Problem {
  constructor() {
    super({ status: 409, code: 'deals/one-extension', title: 'A deal can be extended once', detail: 'An extension of this deal has been asked for already.' });
  }
}

export class NoActivity extends Problem {
  constructor() {
    super({ status: 409, code: 'deals/no-activity', title: 'An extension needs an activity', detail: 'Log what has been done about the deal since it was approved, then ask for the extension.' });
  }
}

/** For the vendor's people: what one of them says cannot be, or contradicts two protections. */
export class NotTheSameAccount extends Problem {
  constructor(detail: string) {
    super({ status: 409, code: 'deals/not-the-same-account', title: 'The accounts cannot become one', detail });
  }
}

export function dealNotFound(): Problem {
  return httpProblem('http/not-found', { detail: 'There is no such deal.' });
}
