import { compactDecrypt, CompactEncrypt, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { z } from 'zod';

const alg = 'ECDH-ES+A256KW';
const enc = 'A256GCM';
const publicJwk = z.looseObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string(), kid: z.string().optional(), d: z.undefined({ error: 'is a private key' }).optional() });
const privateJwk = z.looseObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string(), d: z.string() });

/** The content could not be opened: another key, or tampered with. Retrying does not help. */
export class SealedLinkUnreadable extends Error {
  override readonly name = 'SealedLinkUnreadable';
}

function jwkVariable<T extends z.ZodType>(schema: T, what: string) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.issues.push({ code: 'custom', message: 'not JSON', input: 'hidden' });
        return z.NEVER;
      }
    })
    .pipe(schema)
    .describe(what);
}

/** For `defineConfig`: the key to seal with, of every service that issues links. */
export const sealPublicKey = () => jwkVariable(publicJwk, 'a public EC P-256 key as JWK (JSON)');
/** For `defineConfig`: the key to open with, of notifications alone. */
export const sealPrivateKey = () => jwkVariable(privateJwk, 'a private EC P-256 key as JWK (JSON)');

/**
 * Encrypts bearer links (activation, reset, status) for the notifications service alone, as a compact JWE, so that none stands
 * in clear in a table, a topic or a log. Each call gives another text for the same link.
 * @example const link = await new LinkSealer(config.MAIL_SEAL_PUBLIC_KEY).seal(`${config.PUBLIC_URL}/activate#token=${token}`);
 */
export class LinkSealer {
  private key: ReturnType<typeof importJWK> | undefined;

  constructor(private readonly publicKey: JWK) {}

  async seal(link: string): Promise<string> {
    this.key ??= importJWK(this.publicKey, alg);
    const header = { alg, enc, ...(this.publicKey.kid === undefined ? {} : { kid: this.publicKey.kid }) };
    return new CompactEncrypt(new TextEncoder().encode(link)).setProtectedHeader(header).encrypt(await this.key);
  }
}

/** The link again. Throws `SealedLinkUnreadable`, whose message holds nothing of the content. */
export async function openSealedLink(key: JWK, sealed: string): Promise<string> {
  try {
    const { plaintext } = await compactDecrypt(sealed, await importJWK(key, alg), { keyManagementAlgorithms: [alg], contentEncryptionAlgorithms: [enc] });
    return new TextDecoder().decode(plaintext);
  } catch {
    throw new SealedLinkUnreadable('The sealed link cannot be opened with this key.');
  }
}

/** A fresh pair for a local start; an installation makes its own once and keeps the private half with notifications. */
export async function generateSealKeys(): Promise<{ publicJwk: JWK; privateJwk: JWK }> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { crv: 'P-256', extractable: true });
  const kid = crypto.randomUUID();
  return { publicJwk: { ...(await exportJWK(publicKey)), kid }, privateJwk: { ...(await exportJWK(privateKey)), kid } };
}
