import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { FixedClock } from '#libs/testing/fixed-clock';
import { identityStage, tokensOf, type IdentityStage } from '#libs/testing/identity-stage';
import { identity } from '../service.ts';
import { successorOf } from './refresh-token.ts';

let stage: IdentityStage;
const start = '2026-11-02T09:00:00.000Z';
const clock = new FixedClock(start);

beforeAll(async () => {
  stage = await identityStage(identity, { clock, env: { OUTBOX_RELAY: 'false' } });
});
beforeEach(() => clock.set(start));
afterAll(() => stage.stop());

const refresh = (refreshToken: string) => stage.client.post('/api/session/refresh', { refreshToken });
const endOf = async (userId: string) => stage.database.query('SELECT end_reason FROM session WHERE user_id = $1', [userId]);

describe('a session', () => {
  test('says who is signed in, with permissions and company', async () => {
    const partnerId = crypto.randomUUID();
    const owner = await stage.person({ roles: ['owner'], partnerId, companyName: 'CyberTech Solutions' });
    expect(await owner.client.get('/api/session')).toMatchObject({
      status: 200,
      body: { user: { id: owner.id, email: owner.email, roles: ['owner'], permissions: expect.arrayContaining(['users:manage']) }, partner: { id: partnerId, company: 'CyberTech Solutions' } },
    });
  });

  test('continues with a fresh pair of tokens', async () => {
    const person = await stage.person();
    clock.advance({ minutes: 9 });
    const answer = await refresh(person.tokens.refreshToken);
    expect(answer).toMatchObject({ status: 200, body: { user: { id: person.id }, tokens: { accessExpiresAt: '2026-11-02T09:19:00.000Z' } } });
    expect(tokensOf(answer).refreshToken).not.toBe(person.tokens.refreshToken);
    expect(await stage.client.withToken(tokensOf(answer).accessToken).get('/api/session')).toMatchObject({ status: 200 });
  });

  test('two tabs that refresh at once, or within ten seconds, get the same successor', async () => {
    const person = await stage.person();
    const atOnce = await Promise.all(Array.from({ length: 8 }, () => refresh(person.tokens.refreshToken)));
    clock.advance({ seconds: 10 });
    const later = await refresh(person.tokens.refreshToken);
    const successors = new Set([...atOnce, later].map((answer) => tokensOf(answer).refreshToken));
    expect(successors.size).toBe(1);
    expect(await refresh([...successors].join())).toMatchObject({ status: 200 });
  });

  test('a token used again after that ends the whole family and is on the trail', async () => {
    const person = await stage.person();
    const next = await refresh(person.tokens.refreshToken);
    clock.advance({ seconds: 11 });
    expect(await refresh(person.tokens.refreshToken)).toMatchObject({ status: 401, body: { code: 'identity/session-ended' } });
    expect(await refresh(tokensOf(next).refreshToken)).toMatchObject({ status: 401, body: { code: 'identity/session-ended' } });
    expect(await person.client.get('/api/session')).toMatchObject({ status: 401 });
    expect(await endOf(person.id)).toEqual([{ end_reason: 'token_reused' }]);
    expect(await stage.events('audit.recorded.v1')).toContainEqual(expect.objectContaining({ subject: person.id, data: expect.objectContaining({ action: 'session.revoked' }) }));
  });

  test('ends by signing out, safe to repeat, and only for this device', async () => {
    const person = await stage.person();
    const other = await stage.signIn(person.email);
    expect(await person.client.delete('/api/session')).toMatchObject({ status: 204 });
    expect(await person.client.delete('/api/session')).toMatchObject({ status: 204 });
    expect(await refresh(person.tokens.refreshToken)).toMatchObject({ status: 401 });
    expect(await refresh(tokensOf(other).refreshToken)).toMatchObject({ status: 200 });
  });

  test('ends when it is idle for twelve hours', async () => {
    const person = await stage.person();
    clock.advance({ hours: 12 });
    expect(await refresh(person.tokens.refreshToken)).toMatchObject({ status: 401 });
  });

  test('ends after seven days, however busy', async () => {
    const person = await stage.person();
    let token = person.tokens.refreshToken;
    for (let hours = 11; hours < 7 * 24; hours += 11) {
      clock.advance({ hours: 11 });
      const answer = await refresh(token);
      expect(answer.status).toBe(200);
      token = tokensOf(answer).refreshToken;
    }
    clock.advance({ hours: 11 });
    expect(await refresh(token)).toMatchObject({ status: 401 });
  });

  test('roles that changed are in the next token', async () => {
    const admin = await stage.person();
    const colleague = await stage.person({ roles: ['finance'] });
    expect(await admin.client.patch(`/api/users/${colleague.id}`, { roles: ['reviewer', 'finance'] })).toMatchObject({ status: 200 });
    expect((await refresh(colleague.tokens.refreshToken)).body.user.roles).toEqual(['finance', 'reviewer']);
  });

  test.each(['', 'a b', 'x'.repeat(600)])('a refresh token that cannot be one is refused: %#', async (token) => {
    expect((await refresh(token)).status).toBe(token === 'a b' ? 401 : 422);
  });

  test('neither the database nor the log hold a token', async () => {
    const person = await stage.person();
    const next = await refresh(person.tokens.refreshToken);
    const rows = await stage.database.query<{ row: string }>("SELECT encode(token_hash, 'base64') || encode(successor_nonce, 'base64') || t::text AS row FROM refresh_token t");
    for (const { refreshToken, accessToken } of [person.tokens, tokensOf(next)]) {
      expect(rows.some(({ row }) => row?.includes(refreshToken))).toBe(false);
      expect(stage.logText()).not.toContain(refreshToken);
      expect(stage.logText()).not.toContain(accessToken);
    }
  });
});

test('a successor needs both the old token and the nonce', () => {
  const nonce = Buffer.alloc(32, 1);
  expect(successorOf('token', nonce)).toBe(successorOf('token', nonce));
  expect(successorOf('token', Buffer.alloc(32, 2))).not.toBe(successorOf('token', nonce));
  expect(successorOf('other', nonce)).not.toBe(successorOf('token', nonce));
  expect(Buffer.from(successorOf('token', nonce), 'base64url')).toHaveLength(32);
});
