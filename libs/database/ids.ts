import { randomBytes, randomUUID } from 'node:crypto';

/** Everything that is unpredictable comes from here, so that a test can name it. */
export abstract class Ids {
  /** A UUIDv7: a primary key that grows with time, which keeps inserts at the end of their index. */
  abstract uuid(): string;

  /** What people read out on the phone: `APP-7K3M-9QXD`. 40 random bits, so it cannot be guessed; unique only by a constraint. */
  abstract reference(prefix: string): string;

  /** A bearer secret of 256 bits as 43 characters of base64url. Store its hash, never itself. */
  abstract secret(): string;
}

/** Crockford's alphabet: no I, L, O or U, which people misread. */
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** How many ids of one millisecond are counted, in twelve bits. */
const MOST_IN_A_MILLISECOND = 4_096;

export class RandomIds extends Ids {
  private millisecond = 0;
  private count = 0;

  /** Made of Node's random UUID, whose randomness is drawn in advance; drawing sixteen bytes for each costs ten times as much as all else of it. */
  override uuid(): string {
    this.tick(Date.now());
    const time = this.millisecond.toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${this.count.toString(16).padStart(3, '0')}-${randomUUID().slice(19)}`;
  }

  override reference(prefix: string): string {
    // Ten of the twelve hexadecimal digits before the version's: five bits in each letter.
    let rest = Number.parseInt(randomUUID().replace('-', '').slice(0, 10), 16);
    let letters = '';
    for (; letters.length < 8; rest = Math.floor(rest / crockford.length)) letters += crockford.charAt(rest % crockford.length);
    return `${prefix}-${letters.slice(0, 4)}-${letters.slice(4)}`;
  }

  override secret(): string {
    return randomBytes(32).toString('base64url');
  }

  /** Also where the clock was set back, or a millisecond is full, what comes later is larger. */
  private tick(now: number): void {
    if (now > this.millisecond) {
      this.millisecond = now;
      this.count = 0;
      return;
    }
    this.count = (this.count + 1) % MOST_IN_A_MILLISECOND;
    if (this.count === 0) this.millisecond += 1;
  }
}
