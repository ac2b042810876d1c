import type { Caller } from './caller.ts';
import type { Jwks } from './jwks.ts';

/**
 * Callers whose token was verified a moment ago, so that a session's requests pay for one RSA verification and not for each.
 * Forgotten as a whole when the issuer withdraws a key; expiry is the guard's to check. Bounded, oldest out first.
 */
export class VerifiedTokens {
  private callers = new Map<string, Caller>();
  private generation = 0;

  constructor(
    private readonly jwks: Pick<Jwks, 'generation' | 'refreshWhenOld'>,
    private readonly capacity = 2000,
  ) {}

  get(token: string): Caller | undefined {
    this.jwks.refreshWhenOld();
    if (this.generation !== this.jwks.generation) {
      this.callers.clear();
      this.generation = this.jwks.generation;
    }
    return this.callers.get(token);
  }

  put(token: string, caller: Caller): void {
    if (this.callers.size >= this.capacity) {
      const oldest = this.callers.keys().next();
      if (!oldest.done) this.callers.delete(oldest.value);
    }
    this.callers.set(token, caller);
  }

  delete(token: string): void {
    this.callers.delete(token);
  }
}
