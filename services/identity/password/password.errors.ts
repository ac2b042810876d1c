import type { SaidOfField } from '#libs/contracts/field-sentences';
import type { PasswordRefusal } from '#libs/contracts/http/identity';
import { Problem } from '#libs/service/problem';

const words: Record<PasswordRefusal, SaidOfField> = {
  too_short: 'must have at least 12 characters',
  too_long: 'must have at most 256 characters',
  common: 'is among the passwords that are tried first, or built like them',
  personal: 'contains the name, the address or the company',
};

export class PasswordRefused extends Problem {
  constructor(reasons: readonly PasswordRefusal[]) {
    super({
      status: 422,
      code: 'identity/password-refused',
      title: 'Choose another password',
      errors: reasons.map((reason) => ({ pointer: '/password', detail: words[reason] })),
      extensions: { reasons },
    });
  }
}

export class CurrentPasswordWrong extends Problem {
  constructor() {
    super({ status: 422, code: 'identity/current-password-wrong', title: 'The current password is not right', errors: [{ pointer: '/currentPassword', detail: 'is not the current password' }] });
  }
}

/** More hashes are waited for than the queue takes: better to turn people away for a second than to run out of memory. */
export class HashingOverloaded extends Problem {
  constructor() {
    super({ status: 503, code: 'identity/overloaded', title: 'Too many people are signing in at this moment', detail: 'Try again in a moment.', headers: { 'retry-after': '2' } });
  }
}
