import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decodeProtectedHeader, type JSONWebKeySet } from 'jose';
import { Sweeper } from '#libs/database/due';
import { FixedClock } from '#libs/testing/fixed-clock';
import { identityStage, tokensOf, type IdentityStage } from '#libs/testing/identity-stage';
import { identity } from '../service.ts';
import { KeyRing } from './key-ring.ts';

let stage: IdentityStage;
const clock = new FixedClock();

beforeAll(async () => {
  stage = await identityStage(identity, { clock, env: { OUTBOX_RELAY: 'false' } });
});
afterAll(() => stage.stop());

const published = async () => {
  const { keys }: JSONWebKeySet = (await stage.client.get('/.well-known/jwks.json')).body;
  return keys.map(({ kid }) => kid);
};
const kidOf = async (email: string) => decodeProtectedHeader(tokensOf(await stage.signIn(email)).accessToken).kid;

const rotate = (atOnce: boolean) => stage.database.database.inTransaction({ kind: 'system', name: 'spec' }, (tx) => stage.running.app.get(KeyRing).rotate(tx, { atOnce }));

test('a rotation before the first sign-in makes a key that signs at once, since there is no other', async () => {
  expect(await stage.database.query('SELECT 1 FROM signing_key')).toEqual([]);
  const { kid, atOnce } = await rotate(false);
  expect(atOnce).toBe(true);
  expect(await kidOf((await stage.person()).email)).toBe(kid);
});

test('the key set is public, cacheable and holds no private half', async () => {
  const answer = await stage.client.get('/.well-known/jwks.json');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('public, max-age=60');
  expect(answer.body.keys).toEqual([{ kty: 'RSA', alg: 'RS256', use: 'sig', kid: expect.any(String), n: expect.any(String), e: 'AQAB' }]);
  // As strong as AES-128: ASVS 11.2.3.
  expect(Buffer.from(answer.body.keys[0].n, 'base64url')).toHaveLength(3072 / 8);
});

test('the database holds the private half encrypted', async () => {
  const [row] = await stage.database.query<{ text: string }>("SELECT encode(private_sealed, 'escape') || public_jwk::text AS text FROM signing_key");
  expect(row?.text).not.toMatch(/"d"|PRIVATE/);
});

test('the next key is published before it signs, and the last stays until its tokens have expired', async () => {
  const person = await stage.person();
  const [first] = await published();
  clock.advance({ days: 30 });
  await stage.running.app.get(Sweeper).sweepNow('signing-keys');
  const both = await published();
  expect(both).toHaveLength(2);
  expect(await kidOf(person.email)).toBe(first);
  clock.advance({ minutes: 60 });
  const before = await stage.signIn(person.email);
  expect(await kidOf(person.email)).toBe(both[1]);
  expect(await stage.client.withToken(tokensOf(before).accessToken).get('/api/session')).toMatchObject({ status: 200 });
  await stage.running.app.get(Sweeper).sweepNow('signing-keys');
  expect(await published()).toEqual(both);
  clock.advance({ minutes: 16 });
  await stage.running.app.get(Sweeper).sweepNow('signing-keys');
  expect(await published()).toEqual([both[1]]);
});

test('a rotation at once signs at once, and services take the new key', async () => {
  const person = await stage.person();
  const { kid } = await rotate(true);
  clock.advance({ seconds: 1 });
  const answer = await stage.signIn(person.email);
  expect(decodeProtectedHeader(tokensOf(answer).accessToken).kid).toBe(kid);
});
