import { createHash, generateKeyPairSync, randomUUID, sign as signBytes, type KeyObject } from 'node:crypto';

export interface TestClaims {
  sub?: string;
  roles?: readonly string[];
  /** Absent for the vendor's people. */
  partner?: string;
  name?: string;
  email?: string;
  sid?: string;
  iss?: string;
  aud?: string;
  /** Seconds since the epoch. */
  iat?: number;
  exp?: number;
  nbf?: number;
}

export interface TestTokens {
  /** What a service must be started with to accept these tokens. */
  readonly env: { JWKS_URL: string; TOKEN_ISSUER: string; TOKEN_AUDIENCE: string };
  readonly jwks: { keys: Record<string, unknown>[] };
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly kid: string;
  /** An RS256 token, valid for decades unless `claims` says otherwise, whatever clock the service has. */
  sign(claims?: TestClaims, header?: Record<string, unknown>): string;
  /** A token of the form but without a signature of ours: `sign` may be anything, such as HMAC with the public key. */
  forge(header: Record<string, unknown>, claims: TestClaims, sign: (input: string) => Buffer): string;
}

const issuer = 'partner-management';
const farFuture = Date.UTC(2099, 0) / 1000;
let shared: TestTokens | undefined;

/** The process's issuer of test tokens; making a key takes a moment, so there is one. */
export function testTokens(): TestTokens {
  shared ??= newTestTokens();
  return shared;
}

/** Another issuer with another key; for tokens that must be refused. */
export function newTestTokens(): TestTokens {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomUUID();
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] };
  const forge: TestTokens['forge'] = (header, claims, sign) => {
    const input = `${encode(header)}.${encode({ ...defaults(), ...claims })}`;
    return `${input}.${sign(input).toString('base64url')}`;
  };
  return {
    env: {
      JWKS_URL: `data:application/json;base64,${Buffer.from(JSON.stringify(jwks)).toString('base64')}`,
      TOKEN_ISSUER: issuer,
      TOKEN_AUDIENCE: issuer,
    },
    jwks,
    privateKey,
    publicKey,
    kid,
    forge,
    sign: (claims = {}, header = {}) => forge({ alg: 'RS256', typ: 'JWT', kid, ...header }, claims, (input) => signBytes('sha256', Buffer.from(input), privateKey)),
  };
}

function defaults(): TestClaims {
  return { sub: userIdOf('admin'), roles: ['admin'], name: 'Ada Admin', email: 'ada@vendor.example', iss: issuer, aud: issuer, iat: 1_600_000_000, exp: farFuture };
}

/** The same user id for the same name in every run, so that a spec can say who it was. */
export function userIdOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
