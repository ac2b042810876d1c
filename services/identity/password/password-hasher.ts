import { hash, verify, type Options } from '@node-rs/argon2';
import { BoundedQueue, type QueueLimits } from './bounded-queue.ts';
import { HashingOverloaded } from './password.errors.ts';

/** argon2id (2), 19 MiB, two passes, one lane: OWASP's recommendation, written out so that a library's new default cannot change it. */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } satisfies Options;

/** The hash of 32 random bytes nobody kept: verifying against it costs the same as against a real one. A spec holds its parameters to `cost`. */
export const decoyHash = '$argon2id$v=19$m=19456,t=2,p=1$5pzYl67MBYs44gnhbfiHkQ$N3E8bktPc1V0PkWlZvDJLNdwGlt1YqOE+PPyvg1sArM';

/** Hashes and verifies passwords, a bounded number at once: each takes 19 MiB and tens of milliseconds of a core. */
export class PasswordHasher {
  private readonly queue: BoundedQueue;

  constructor(limits: QueueLimits) {
    this.queue = new BoundedQueue(limits, () => new HashingOverloaded());
  }

  /** PHC string. Throws `HashingOverloaded`. */
  hash(password: string): Promise<string> {
    return this.queue.run(() => hash(password.normalize('NFKC'), cost));
  }

  /** Whether the password belongs to the hash; without a hash the same work is done and the answer is false. Throws `HashingOverloaded`. */
  async verify(passwordHash: string | undefined, password: string): Promise<boolean> {
    const fits = await this.queue.run(() => verify(passwordHash ?? decoyHash, password.normalize('NFKC')));
    return fits && passwordHash !== undefined;
  }
}
