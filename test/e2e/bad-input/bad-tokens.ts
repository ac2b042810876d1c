import { createHmac } from 'node:crypto';
import { newTestTokens, type TestTokens } from '#libs/testing/test-tokens';

const hour = 3600;
const now = () => Math.floor(Date.now() / 1000);

/** Tokens that are not worth anything, made beside the good ones of `ours`. */
export function badTokens(ours: TestTokens): readonly (readonly [what: string, token: string, told: string])[] {
  const foreign = newTestTokens();
  const pem = ours.publicKey.export({ type: 'spki', format: 'pem' });
  const none = ours.forge({ alg: 'none', typ: 'JWT' }, {}, () => Buffer.alloc(0));
  const [header = '', , signature = ''] = ours.sign().split('.');
  const richer = Buffer.from(JSON.stringify({ sub: '0198c0de-0000-7000-8000-000000000000', roles: ['admin'], exp: now() + hour })).toString('base64url');
  return [
    ['expired', ours.sign({ exp: now() - hour }), '401 auth/token-expired'],
    ['not valid yet', ours.sign({ nbf: now() + hour }), '401 auth/token-invalid'],
    ['signed by somebody else', foreign.sign(), '401 auth/token-invalid'],
    ['signed by somebody else under our key id', foreign.sign({}, { kid: ours.kid }), '401 auth/token-invalid'],
    ['unsigned', none, '401 auth/token-invalid'],
    ['unsigned with our key id', ours.forge({ alg: 'None', typ: 'JWT', kid: ours.kid }, {}, () => Buffer.alloc(0)), '401 auth/token-invalid'],
    ['signed with the public key as a secret', ours.forge({ alg: 'HS256', typ: 'JWT', kid: ours.kid }, {}, (input) => createHmac('sha256', pem).update(input).digest()), '401 auth/token-invalid'],
    ['of another issuer', ours.sign({ iss: 'https://elsewhere.example' }), '401 auth/token-invalid'],
    ['for another audience', ours.sign({ aud: 'elsewhere' }), '401 auth/token-invalid'],
    ['with other claims under the same signature', `${header}.${richer}.${signature}`, '401 auth/token-invalid'],
    ['of somebody without an id', ours.sign({ sub: 'root' }), '401 auth/token-invalid'],
    ['cut short', ours.sign().slice(0, -20), '401 auth/token-invalid'],
    ['no token at all', 'null', '401 auth/token-invalid'],
    ['of 7,000 characters', 'a.'.repeat(3500), '401 auth/token-invalid'],
  ];
}
