import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';

/** An issuer of access tokens that a stack believes when it is started with `env`: a load test has no time to sign in. */
export function benchIssuer() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = 'bench';
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const tokenOf = (role: string, partner: string, userId: string): string => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { sub: userId, roles: [role], partner, name: 'Load Test', email: 'load@test.example', iss: 'partner-management', aud: 'partner-management', iat: now, exp: now + 3600 };
    const input = `${part({ alg: 'RS256', typ: 'JWT', kid })}.${part(claims)}`;
    return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
  };
  return {
    env: { JWKS_URL: `data:application/json;base64,${Buffer.from(JSON.stringify(jwks)).toString('base64')}` },
    /** Of a partner's seller, for an hour. */
    sellerOf: (partner: string, userId: string): string => tokenOf('seller', partner, userId),
    /** Of a partner's owner, likewise. */
    ownerOf: (partner: string): string => tokenOf('owner', partner, randomUUID()),
  };
}
