import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { httpProblem } from '../problems.ts';

const keySet = z.object({ keys: z.array(z.looseObject({ kid: z.string().optional(), kty: z.string(), use: z.string().optional(), alg: z.string().optional() })) });

export interface JwksOptions {
  url: string;
  /** A set older than this is fetched again in the background, so that a withdrawn key is forgotten. */
  maxAgeMs?: number;
  /** Least time between two fetches caused by unknown key ids, so that made-up tokens cannot make us hammer the issuer. */
  cooldownMs?: number;
  timeoutMs?: number;
  /** Monotonic milliseconds. */
  now?: () => number;
}

/** The issuer's public keys by id, fetched when first needed, kept, and fetched again when a token names an unknown key. */
export class Jwks {
  private keys: ReadonlyMap<string, string> = new Map();
  private fetchedAt: number | undefined;
  private triedAt: number | undefined;
  private fetching: Promise<void> | undefined;
  /** Changes when a key was withdrawn; what was verified before must be verified again. */
  generation = 0;

  constructor(private readonly options: JwksOptions) {}

  private now(): number {
    return this.options.now?.() ?? performance.now();
  }

  /** The key as SPKI PEM, `undefined` for an unknown id; a 503 problem where the issuer was never reached. */
  async key(kid: string): Promise<string | undefined> {
    const known = this.keys.get(kid);
    if (known !== undefined) {
      this.refreshWhenOld();
      return known;
    }
    if (!this.coolingDown()) await this.refresh();
    else await this.fetching;
    const found = this.keys.get(kid);
    if (found === undefined && this.fetchedAt === undefined) {
      throw httpProblem('http/unavailable', { detail: 'The keys of the token issuer cannot be fetched.', headers: { 'retry-after': '2' } });
    }
    return found;
  }

  /** Starts a fetch where the set is old; called for every verified request, so it costs one comparison. */
  refreshWhenOld(): void {
    const { maxAgeMs = 300_000 } = this.options;
    if (this.fetchedAt !== undefined && this.now() - this.fetchedAt > maxAgeMs && !this.coolingDown()) void this.refresh();
  }

  private coolingDown(): boolean {
    const { cooldownMs = 10_000 } = this.options;
    // Before the first success the issuer may only just be starting: be more patient with it.
    const wait = this.fetchedAt === undefined ? Math.min(cooldownMs, 500) : cooldownMs;
    return this.triedAt !== undefined && this.now() - this.triedAt < wait;
  }

  private refresh(): Promise<void> {
    this.triedAt = this.now();
    this.fetching ??= this.fetchKeys().finally(() => {
      this.fetching = undefined;
    });
    return this.fetching;
  }

  private async fetchKeys(): Promise<void> {
    try {
      const answer = await fetch(this.options.url, { signal: AbortSignal.timeout(this.options.timeoutMs ?? 3000) });
      if (!answer.ok) return;
      const set = keySet.parse(await answer.json());
      const next = new Map(set.keys.flatMap(rsaKey));
      if ([...this.keys].some(([kid, pem]) => next.get(kid) !== pem)) this.generation += 1;
      this.keys = next;
      this.fetchedAt = this.now();
    } catch {
      // The set that we have stays in use; without one, `key` answers 503.
    }
  }
}

function rsaKey(jwk: z.output<typeof keySet>['keys'][number]): [string, string][] {
  if (jwk.kty !== 'RSA' || jwk.kid === undefined || (jwk.use ?? 'sig') !== 'sig' || (jwk.alg ?? 'RS256') !== 'RS256') return [];
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) return [];
  return [[jwk.kid, key.export({ type: 'spki', format: 'pem' }).toString()]];
}
