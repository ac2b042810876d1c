import { defineConfig, duration, gathering, integer } from '#libs/service/config';
import { sealPublicKey } from '#libs/service/sealed-link';
import { keyEncryptionKey } from './signing-key/key-vault.ts';

/** What identity reads from the environment, besides the base variables of every service. */
export class Config extends defineConfig({
  /** Nobody waits for the audit trail, or for an invitation, by the quarter of a second. */
  CONSUMER_GATHER: gathering().default(250),
  /** Seals links for notifications, which alone can open them. */
  MAIL_SEAL_PUBLIC_KEY: sealPublicKey(),
  /** 32 bytes as base64; encrypts the private signing keys at rest and seals the head of the audit trail. */
  KEY_ENCRYPTION_KEY: keyEncryptionKey(),
  ACCESS_TOKEN_LIFETIME: duration().default(10 * 60_000),
  /** A session that is not used for so long ends. */
  SESSION_IDLE_LIFETIME: duration().default(12 * 3_600_000),
  /** However busy, a session ends after this. */
  SESSION_ABSOLUTE_LIFETIME: duration().default(7 * 86_400_000),
  ACTIVATION_LINK_LIFETIME: duration().default(72 * 3_600_000),
  RESET_LINK_LIFETIME: duration().default(3_600_000),
  /** Reset links of one account that may be alive at once; further requests send nothing. */
  RESET_LINKS_ALIVE: integer(1, 20).default(3),
  /** How often the whole audit trail is verified. */
  AUDIT_CHECK: duration().default(86_400_000),
  KEY_ROTATION_INTERVAL: duration().default(30 * 86_400_000),
  /** A new key stands in the key set for so long before it signs. */
  KEY_PUBLISH_AHEAD: duration().default(3_600_000),
  /** Hashes computed at once, 19 MiB each. */
  PASSWORD_HASHING_CONCURRENCY: integer(1, 64).default(2),
  /** Hashes that may wait; beyond that sign-in answers 503. */
  PASSWORD_HASHING_QUEUE: integer(0, 10_000).default(64),
  SIGN_IN_WINDOW: duration().default(15 * 60_000),
  /** Failures of one address against one account within the window. */
  SIGN_IN_FAILURES_PER_PAIR: integer(1, 1_000_000).default(5),
  /** Failures of all addresses against one account within the window, before addresses it never signed in from have to wait. */
  SIGN_IN_FAILURES_PER_ACCOUNT: integer(1, 1_000_000).default(20),
}) {}
