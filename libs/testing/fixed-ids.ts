import { createHash } from 'node:crypto';
import { Ids } from '#libs/database/ids';

/** Ids that count: the first UUID ends in …000001, the first reference is `APP-0000-0001`. Of the right form, unique within one instance. */
export class FixedIds extends Ids {
  private count = 0;

  override uuid(): string {
    return `019a4000-0000-7000-8000-${this.next().toString(16).padStart(12, '0')}`;
  }

  override reference(prefix: string): string {
    const number = this.next().toString().padStart(8, '0');
    return `${prefix}-${number.slice(0, 4)}-${number.slice(4)}`;
  }

  override secret(): string {
    return createHash('sha256').update(`secret ${this.next()}`).digest('base64url');
  }

  private next(): number {
    this.count += 1;
    return this.count;
  }
}
