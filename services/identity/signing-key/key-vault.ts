import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** For `defineConfig`: 32 bytes in base64 or base64url. */
export const keyEncryptionKey = () =>
  z
    .string()
    .regex(/^[\w+/-]{43}=?$/, 'not 32 bytes in base64')
    .transform((text) => Buffer.from(text, 'base64'))
    .describe('32 random bytes in base64 (openssl rand -base64 32)');

/** The text was encrypted with another key, or changed since. */
export class VaultUnreadable extends Error {
  override readonly name = 'VaultUnreadable';
}

const NONCE = 12;
const TAG = 16;

/** Encrypts and authenticates what identity keeps at rest, with keys derived from KEY_ENCRYPTION_KEY, one per purpose. */
export class KeyVault {
  private readonly encryption: Buffer;
  private readonly authentication: Buffer;

  constructor(master: Buffer) {
    this.encryption = derive(master, 'signing-key encryption');
    this.authentication = derive(master, 'audit-trail head');
  }

  /** AES-256-GCM; `context` (the row's id) is authenticated with it, so that a ciphertext cannot be moved to another row. */
  seal(text: string, context: string): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.encryption, nonce).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** Throws `VaultUnreadable`. */
  open(sealed: Buffer, context: string): string {
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.encryption, sealed.subarray(0, NONCE), { authTagLength: TAG });
      decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
      return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
    } catch (error) {
      throw new VaultUnreadable('Encrypted with another KEY_ENCRYPTION_KEY, or damaged.', { cause: error });
    }
  }

  /** A keyed hash that only holders of KEY_ENCRYPTION_KEY can make. */
  authenticate(text: string): Buffer {
    return createHmac('sha256', this.authentication).update(text).digest();
  }

  isAuthentic(text: string, code: Buffer): boolean {
    const expected = this.authenticate(text);
    return code.length === expected.length && timingSafeEqual(code, expected);
  }
}

function derive(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, '', `partner-management identity ${purpose}`, 32));
}
