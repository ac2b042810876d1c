import { createHash } from 'node:crypto';

/** A match key that fits into an index entry, which has a largest size: one character of a name may decompose into eighteen. */
export function boundedKey(value: string): string {
  if (value.length <= 200) return value;
  return `${value.slice(0, 100)}#${createHash('sha256').update(value).digest('base64url')}`;
}
