import { randomBytes, randomInt } from 'node:crypto';
import { v7 } from 'uuid';

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

export class RandomIds extends Ids {
  override uuid(): string {
    return v7();
  }

  override reference(prefix: string): string {
    const letters = Array.from({ length: 8 }, () => crockford.charAt(randomInt(crockford.length))).join('');
    return `${prefix}-${letters.slice(0, 4)}-${letters.slice(4)}`;
  }

  override secret(): string {
    return randomBytes(32).toString('base64url');
  }
}
