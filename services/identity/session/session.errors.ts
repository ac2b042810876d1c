import { Problem } from '#libs/service/problem';

/** Signed out, expired, revoked, or never there: the answer is the same, sign in again. */
export class SessionEnded extends Problem {
  constructor() {
    super({ status: 401, code: 'identity/session-ended', title: 'The session has ended', detail: 'Sign in again.' });
  }
}
