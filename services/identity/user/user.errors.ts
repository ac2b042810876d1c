import type { SaidOfField } from '#libs/contracts/field-sentences';
import { Problem } from '#libs/service/problem';

export class EmailUnavailable extends Problem {
  constructor() {
    // The same words for every reason: an owner must not learn who else has an account.
    super({
      status: 409,
      code: 'identity/email-unavailable',
      title: 'This address cannot be invited',
      errors: [{ pointer: '/email', detail: 'already has an account or cannot be given one' }],
    });
  }
}

export class RolesNotAllowed extends Problem {
  constructor(detail: SaidOfField, index: number) {
    super({ status: 422, code: 'identity/role-not-allowed', title: 'This role cannot be given here', errors: [{ pointer: `/roles/${index}`, detail }] });
  }
}

export class CompanyNotAllowed extends Problem {
  constructor(detail: SaidOfField) {
    super({ status: 422, code: 'identity/company-not-allowed', title: 'People cannot be invited into this company here', errors: [{ pointer: '/partnerId', detail }] });
  }
}

export class OwnAccount extends Problem {
  constructor() {
    super({ status: 409, code: 'identity/own-account', title: 'Nobody changes their own roles or disables themselves; ask a colleague' });
  }
}

export class LastOfItsKind extends Problem {
  constructor(role: 'admin' | 'owner') {
    super({
      status: 409,
      code: role === 'admin' ? 'identity/last-admin' : 'identity/last-owner',
      title: role === 'admin' ? 'This is the last active admin' : "This is the company's last active owner",
      detail: 'Give the role to somebody else first.',
    });
  }
}

export class NothingToActivate extends Problem {
  constructor() {
    super({ status: 409, code: 'identity/not-awaiting-activation', title: 'This person is not waiting for an activation link' });
  }
}

/** The link before is on its way still; another would kill it and fill the mailbox of somebody who cannot refuse. */
export class LinkJustSent extends Problem {
  constructor(retryAfterSeconds: number) {
    super({
      status: 429,
      code: 'identity/link-just-sent',
      title: 'A link was sent within the last minute',
      detail: 'It may take a moment to arrive.',
      headers: { 'retry-after': String(retryAfterSeconds) },
    });
  }
}

/** The state does not allow it; reached only where two people act at once. */
export class IllegalUserTransition extends Problem {
  constructor(from: string, to: string) {
    super({ status: 409, code: 'identity/illegal-transition', title: 'The account is not in a state that allows this', detail: `It is ${from} and cannot become ${to}.`, extensions: { state: from } });
  }
}
