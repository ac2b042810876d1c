import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FixedClock } from '#libs/testing/fixed-clock';
import { goodPassword, identityStage, said, type IdentityStage } from '#libs/testing/identity-stage';
import { identity } from '../service.ts';

let stage: IdentityStage;
const clock = new FixedClock();

beforeAll(async () => {
  stage = await identityStage(identity, { clock, env: { OUTBOX_RELAY: 'false' } });
});
afterAll(() => stage.stop());

const activate = (token: string, password = goodPassword) => stage.client.post('/api/activation', { token, password });

describe('activation', () => {
  test('sets the password, tells everybody, and the person can sign in', async () => {
    const { id, email, token } = await stage.invited({ roles: ['reviewer'] });
    expect(await stage.signIn(email)).toMatchObject({ status: 401 });
    expect(await activate(token)).toMatchObject({ status: 200, body: { email, redirectTo: '/partner-portal.html' } });
    expect(await stage.signIn(email)).toMatchObject({ status: 200, body: { user: { id, email, roles: ['reviewer'] }, partner: null } });
    const told = await stage.events('user.activated.v1');
    expect(told.at(-1)).toMatchObject({ subject: id, data: { email, roles: ['reviewer'], partnerId: null, notifications: { mail: true, feed: true } } });
  });

  test('of sixteen at once exactly one comes through', async () => {
    const { id, token } = await stage.invited();
    const answers = await Promise.all(Array.from({ length: 16 }, (_, attempt) => activate(token, `${goodPassword} ${attempt}`)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, ...Array.from({ length: 15 }, () => 410)]);
    expect(answers.find(({ status }) => status === 410)?.body).toMatchObject({ code: 'identity/link-used-or-expired' });
    expect((await stage.events('user.activated.v1')).filter(({ subject }) => subject === id)).toHaveLength(1);
  });

  test('a used, unknown or expired link is gone, all with the same answer', async () => {
    const used = await stage.invited();
    await activate(used.token);
    const admin = await stage.person();
    const invitation = await admin.client.post('/api/users', { email: 'late@people.example', name: 'Late', roles: ['finance'] });
    expect(invitation.status).toBe(201);
    const late = await stage.mailedToken('late@people.example');
    clock.advance({ hours: 72, seconds: 1 });
    const answers = await Promise.all([used.token, 'never-given-out', late].map((token) => activate(token)));
    expect(answers[0]).toMatchObject({ status: 410, body: { code: 'identity/link-used-or-expired' } });
    expect(new Set(answers.map(said)).size).toBe(1);
  });

  test('a refused password says why and does not use the link up', async () => {
    const { token } = await stage.invited({ name: 'Ada Lovelace' });
    expect(await activate(token, 'lovelace')).toMatchObject({
      status: 422,
      body: { code: 'identity/password-refused', reasons: ['too_short', 'personal', 'common'], errors: [{ pointer: '/password' }, { pointer: '/password' }, { pointer: '/password' }] },
    });
    expect(await activate(token)).toMatchObject({ status: 200 });
  });

  test('a link in a reset request is no activation link, and the other way round', async () => {
    const { token } = await stage.invited();
    expect(await stage.client.post('/api/password-reset/confirm', { token, password: goodPassword })).toMatchObject({ status: 410 });
    expect(await activate(token)).toMatchObject({ status: 200 });
  });

  test.each([
    ['no token', { password: goodPassword }, '/token'],
    ['an odd token', { token: '../../etc/passwd', password: goodPassword }, '/token'],
    ['an unknown field', { token: 'a', password: goodPassword, role: 'admin' }, '/role'],
    ['a NUL in the password', { token: 'a', password: `${goodPassword}\u0000` }, '/password'],
    ['a lone surrogate', { token: 'a', password: `${goodPassword}\ud800` }, '/password'],
    ['a password of 1 MB', { token: 'a', password: 'x'.repeat(200_000) }, '/password'],
  ])('refuses %s with a pointer', async (_, body, pointer) => {
    const answer = await stage.client.post('/api/activation', body);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  test('neither password nor token stand in the log or the database', async () => {
    const { token } = await stage.invited();
    await activate(token, 'a very unusual secret 81');
    expect(stage.logText()).not.toContain(token);
    expect(stage.logText()).not.toContain('a very unusual secret');
    const rows = await stage.database.query<{ row: string }>('SELECT m::text AS row FROM mailed_link m UNION ALL SELECT payload::text FROM outbox UNION ALL SELECT c::text FROM credential c');
    expect(rows.filter(({ row }) => row.includes(token) || row.includes('unusual'))).toEqual([]);
  });
});
