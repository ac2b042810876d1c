import { createHmac, hash, randomBytes } from 'node:crypto';

/** What the database keeps of a refresh token. */
export function hashOf(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}

/**
 * The token that follows `token`. Whoever presents the old token again gets the same one, though neither is stored: the nonce lies in the
 * database and is worthless without the old token, and the old token is worthless without the nonce.
 */
export function successorOf(token: string, nonce: Buffer): string {
  return createHmac('sha256', token).update('successor').update(nonce).digest('base64url');
}

export function newNonce(): Buffer {
  return randomBytes(32);
}
