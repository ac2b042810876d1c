import { Problem } from '#libs/service/problem';

/** Wrong password, unknown address, never activated, disabled: one answer. */
export class InvalidCredentials extends Problem {
  constructor() {
    super({ status: 401, code: 'identity/invalid-credentials', title: 'The address or the password is not right' });
  }
}

export class TooManyAttempts extends Problem {
  constructor(retryAfterSeconds: number) {
    super({
      status: 429,
      code: 'identity/too-many-attempts',
      title: 'Too many failed attempts',
      detail: 'Wait, or set a new password by mail, which lets you in at once.',
      headers: { 'retry-after': String(retryAfterSeconds) },
    });
  }
}
