import { Injectable, Logger } from '@nestjs/common';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { In, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Config } from '../config.ts';
import { KeyVault } from './key-vault.ts';
import { obsolete, rotationDue, signing, type RotationRules } from './rotation.ts';
import { SigningKey } from './signing-key.entity.ts';

const system = { kind: 'system', name: 'identity.keys' } as const;
/** Keys of a rotation by another process are noticed after this. */
const cachedMs = 30_000;
const lockKey = 4_720_001;
const privateJwk = z.looseObject({ kty: z.string() });

export interface Signer {
  readonly kid: string;
  readonly key: Awaited<ReturnType<typeof importJWK>>;
}

/** The keys that sign and verify access tokens, made and replaced by the service itself. */
@Injectable()
export class KeyRing {
  private readonly logger = new Logger('KeyRing');
  private readonly rules: RotationRules;
  private cache: { keys: SigningKey[]; until: number } | undefined;
  private readonly opened = new Map<string, Promise<Signer>>();

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly vault: KeyVault,
  ) {
    this.rules = { intervalMs: config.KEY_ROTATION_INTERVAL, tokenLifetimeMs: config.ACCESS_TOKEN_LIFETIME };
  }

  /** What signs now; made on first use. */
  async signer(): Promise<Signer> {
    const current = signing(await this.keys(), this.clock.now());
    if (current === undefined) throw new Error('No key may sign yet; the clock went backwards.');
    return this.open(current);
  }

  /** The public halves of all keys that tokens may be signed with, the next one included. */
  async published(): Promise<JWK[]> {
    const keys = await this.keys();
    return keys.map(({ publicJwk }) => publicJwk);
  }

  /**
   * A new key, signing after KEY_PUBLISH_AHEAD, or at once: then verifiers that cache the set ask for it when they first meet it. Where nothing signs yet,
   * before the first sign-in, it is always at once: one that waits would be the only one, and nobody could sign in meanwhile.
   */
  async rotate(tx: EntityManager, wanted: { atOnce: boolean }): Promise<{ kid: string; atOnce: boolean }> {
    await this.lock(tx);
    const atOnce = wanted.atOnce || signing(await tx.getRepository(SigningKey).find(), this.clock.now()) === undefined;
    const kid = await this.make(tx, atOnce);
    this.cache = undefined;
    return { kid, atOnce };
  }

  /** Makes the next key when it is time and forgets those whose tokens have expired; returns how many rows changed. */
  async maintain(tx: EntityManager): Promise<number> {
    await this.lock(tx);
    const now = this.clock.now();
    const keys = await tx.getRepository(SigningKey).find();
    const gone = obsolete(keys, now, this.rules).map(({ kid }) => kid);
    if (gone.length > 0) await tx.getRepository(SigningKey).delete({ kid: In(gone) });
    const due = rotationDue(keys, now, this.rules);
    if (due) await this.make(tx, keys.length === 0);
    if (due || gone.length > 0) this.cache = undefined;
    return gone.length + (due ? 1 : 0);
  }

  private async keys(): Promise<SigningKey[]> {
    if (this.cache && this.cache.until > performance.now()) return this.cache.keys;
    const keys = await this.database.inTransaction(system, async (tx) => {
      const found = await tx.getRepository(SigningKey).find({ order: { signsFrom: 'ASC' } });
      if (found.length > 0) return found;
      // Two instances that start on an empty database wait for each other here, and the second finds the first one's key.
      await this.maintain(tx);
      return tx.getRepository(SigningKey).find();
    });
    this.cache = { keys, until: performance.now() + cachedMs };
    return keys;
  }

  private async make(tx: EntityManager, atOnce: boolean): Promise<string> {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 3072, extractable: true });
    const bare = await exportJWK(publicKey);
    const kid = await calculateJwkThumbprint(bare);
    const createdAt = this.clock.now();
    const signsFrom = new Date(createdAt.getTime() + (atOnce ? 0 : this.config.KEY_PUBLISH_AHEAD));
    const privateSealed = this.vault.seal(JSON.stringify(await exportJWK(privateKey)), kid);
    await tx.getRepository(SigningKey).insert({ kid, publicJwk: { ...bare, kid, alg: 'RS256', use: 'sig' }, privateSealed, createdAt, signsFrom });
    this.logger.log({ message: 'Made a signing key', kid, signsFrom });
    return kid;
  }

  private open({ kid, privateSealed }: SigningKey): Promise<Signer> {
    const known = this.opened.get(kid);
    if (known) return known;
    const opening = importJWK(privateJwk.parse(JSON.parse(this.vault.open(privateSealed, kid))), 'RS256').then((key) => ({ kid, key }));
    this.opened.set(kid, opening);
    return opening;
  }

  private async lock(tx: EntityManager): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
  }
}
