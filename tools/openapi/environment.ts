import { generateKeyPairSync, randomBytes } from 'node:crypto';

/** An environment with which every service can describe itself; nothing in it is reachable or lasting. */
export function describingEnvironment(): Record<string, string> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = (key: typeof publicKey) => JSON.stringify({ ...key.export({ format: 'jwk' }), kid: 'describing' });
  const nowhere = 'http://127.0.0.1:1';
  return {
    PUBLIC_URL: 'http://localhost:3000',
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    KAFKA_BROKERS: '127.0.0.1:1',
    ERASURE_KEY: randomBytes(32).toString('hex'),
    JWKS_URL: nowhere,
    APPLICATIONS_URL: nowhere,
    IDENTITY_URL: nowhere,
    LEADS_URL: nowhere,
    NOTIFICATIONS_URL: nowhere,
    COMMISSIONS_URL: nowhere,
    STATUS_TOKEN_KEY: randomBytes(32).toString('hex'),
    KEY_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    MAIL_SEAL_PUBLIC_KEY: jwk(publicKey),
    MAIL_SEAL_PRIVATE_KEY: jwk(privateKey),
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'Partner Programme <partners@example.com>',
  };
}
