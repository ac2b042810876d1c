import { createCipheriv, createDecipheriv, createECDH, createHash, createSecretKey, type ECDH, randomBytes, type KeyObject } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
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

/** What the links of a minute share. */
interface Agreement {
  readonly contentKey: KeyObject;
  /** Header and encrypted key as they stand in front of every link. */
  readonly head: string;
  readonly authenticated: Buffer;
  readonly until: number;
  sealed: number;
}

/** How long one key serves; each link has an initialisation vector of its own (docs/adr/0034). */
const agreementMs = 60_000;

/**
 * Encrypts bearer links (activation, reset, status) for the notifications service alone, as a compact JWE, so that none stands
 * in clear in a table, a topic or a log. Each call gives another text for the same link.
 *
 * Written with node:crypto, since WebCrypto costs a submission five times as much. Keys as key objects: a buffer costs twice the cipher's own time.
 * @example const link = await new LinkSealer(config.MAIL_SEAL_PUBLIC_KEY).seal(`${config.PUBLIC_URL}/activate#token=${token}`);
 */
export class LinkSealer {
  private agreed: Agreement | undefined;

  constructor(private readonly publicKey: JWK) {}

  async seal(link: string): Promise<string> {
    const agreement = this.agreement();
    const iv = vector((agreement.sealed += 1));
    const cipher = createCipheriv('aes-256-gcm', agreement.contentKey, iv).setAAD(agreement.authenticated);
    const text = Buffer.concat([cipher.update(link, 'utf8'), cipher.final()]);
    return `${agreement.head}.${iv.toString('base64url')}.${text.toString('base64url')}.${cipher.getAuthTag().toString('base64url')}`;
  }

  private agreement(): Agreement {
    const now = performance.now();
    if (this.agreed !== undefined && now < this.agreed.until) return this.agreed;
    const { x = '', y = '', kid } = this.publicKey;
    const own = createECDH('prime256v1');
    const point = own.generateKeys();
    const secret = own.computeSecret(Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]));
    const epk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
    const header = Buffer.from(JSON.stringify({ alg, enc, ...(kid === undefined ? {} : { kid }), epk })).toString('base64url');
    const contentKey = randomBytes(32);
    const wrap = createCipheriv('aes256-wrap', concatKdf(secret), Buffer.alloc(8, 0xa6));
    const wrapped = Buffer.concat([wrap.update(contentKey), wrap.final()]).toString('base64url');
    this.agreed = { contentKey: createSecretKey(contentKey), head: `${header}.${wrapped}`, authenticated: Buffer.from(header), until: now + agreementMs, sealed: 0 };
    return this.agreed;
  }
}

/** Counted, so that none comes twice under one key (NIST SP 800-38D, 8.2.1). */
function vector(count: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUIntBE(count, 6, 6);
  return bytes;
}

/** RFC 7518, 4.6.2, for one block: algorithm id, no party info, 256 bits. */
function concatKdf(secret: Buffer): Buffer {
  const info = Buffer.concat([uint32(1), secret, uint32(alg.length), Buffer.from(alg), uint32(0), uint32(0), uint32(256)]);
  return createHash('sha256').update(info).digest();
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** The header as `LinkSealer` writes it, and jose did; whatever says more is not ours. */
const header = z.strictObject({ alg: z.literal(alg), enc: z.literal(enc), kid: z.string().optional(), epk: z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() }) });
/** Many links of one minute are sealed under one key, by some processes. */
const keysRemembered = 64;

/** Opens what `LinkSealer` has sealed, by node:crypto as well: by jose a link took forty times as long, most of it for keys that the link before had brought too. */
class LinkOpener {
  private readonly own: ECDH = createECDH('prime256v1');
  /** Content keys by the header and the encrypted key in front of them. */
  private readonly keys = new Map<string, KeyObject>();

  constructor({ d = '' }: JWK) {
    this.own.setPrivateKey(Buffer.from(d, 'base64url'));
  }

  open(sealed: string): string {
    const [head = '', encryptedKey = '', iv = '', text = '', tag = '', ...more] = sealed.split('.');
    if (more.length > 0) throw new Error('not a compact JWE');
    const decipher = createDecipheriv('aes-256-gcm', this.contentKey(head, encryptedKey), Buffer.from(iv, 'base64url'), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(head)).setAuthTag(Buffer.from(tag, 'base64url'));
    return `${decipher.update(Buffer.from(text, 'base64url'), undefined, 'utf8')}${decipher.final('utf8')}`;
  }

  private contentKey(head: string, encryptedKey: string): KeyObject {
    const name = `${head}.${encryptedKey}`;
    const known = this.keys.get(name);
    if (known) return known;
    const { epk } = header.parse(JSON.parse(Buffer.from(head, 'base64url').toString()));
    const secret = this.own.computeSecret(Buffer.concat([Buffer.of(4), Buffer.from(epk.x, 'base64url'), Buffer.from(epk.y, 'base64url')]));
    const unwrap = createDecipheriv('aes256-wrap', concatKdf(secret), Buffer.alloc(8, 0xa6));
    const key = createSecretKey(Buffer.concat([unwrap.update(Buffer.from(encryptedKey, 'base64url')), unwrap.final()]));
    const [oldest] = this.keys.keys();
    if (oldest !== undefined && this.keys.size >= keysRemembered) this.keys.delete(oldest);
    this.keys.set(name, key);
    return key;
  }
}

const openers = new WeakMap<JWK, LinkOpener>();

/** The link again. Throws `SealedLinkUnreadable`, whose message holds nothing of the content. */
export async function openSealedLink(key: JWK, sealed: string): Promise<string> {
  try {
    const opener = openers.get(key) ?? new LinkOpener(key);
    openers.set(key, opener);
    return opener.open(sealed);
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
