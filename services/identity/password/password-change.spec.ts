import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ownSessionsAnswer } from '#libs/contracts/http/identity';
import { FixedClock } from '#libs/testing/fixed-clock';
import { goodPassword, identityStage, tokensOf, type IdentityStage, type Person } from '#libs/testing/identity-stage';
import { identity } from '../service.ts';

let stage: IdentityStage;
const clock = new FixedClock();
beforeAll(async () => {
  stage = await identityStage(identity, { clock, env: { OUTBOX_RELAY: 'false', SIGN_IN_FAILURES_PER_PAIR: '3' } });
});
afterAll(() => stage.stop());

const better = 'nine otters under an old bridge';
const change = ({ client }: Person, body: object, address = '203.0.113.7') => client.post('/api/me/password', body, { headers: { 'x-client-address': address } });
const eventsOf = async (type: string, subject: string) => (await stage.events(type)).filter((event) => event.subject === subject);

test('takes the old password for the new one, ends every other session and tells the person', async () => {
  const person = await stage.person({ roles: ['finance'] });
  const elsewhere = (await stage.signIn(person.email)).body.tokens.refreshToken;
  expect(await change(person, { currentPassword: goodPassword, password: better })).toMatchObject({ status: 204 });
  expect(await stage.client.post('/api/session/refresh', { refreshToken: elsewhere })).toMatchObject({ status: 401 });
  expect(await person.client.get('/api/session')).toMatchObject({ status: 200 });
  expect(await stage.signIn(person.email, goodPassword)).toMatchObject({ status: 401 });
  expect(await stage.signIn(person.email, better)).toMatchObject({ status: 200 });
  expect(await eventsOf('user.password_changed.v1', person.id)).toHaveLength(1);
  expect((await eventsOf('audit.recorded.v1', person.id)).filter(({ data }) => data.action === 'password.changed')).toMatchObject([{ data: { actor: { kind: 'vendor', id: person.id }, details: { sessionsEnded: 1 } } }]);
});

test('changes nothing for a wrong old password, or a new one that is refused, and says which', async () => {
  const person = await stage.person({ name: 'Grace Hopper' });
  expect(await change(person, { currentPassword: 'not it', password: better })).toMatchObject({ status: 422, body: { code: 'identity/current-password-wrong', errors: [{ pointer: '/currentPassword' }] } });
  for (const [password, reason] of [['short', 'too_short'], ['password1234', 'common'], ['Grace Hopper rides', 'personal']] as const) {
    expect(await change(person, { currentPassword: goodPassword, password })).toMatchObject({ status: 422, body: { code: 'identity/password-refused', errors: expect.arrayContaining([expect.objectContaining({ pointer: '/password' })]), reasons: expect.arrayContaining([reason]) } });
  }
  expect(await stage.signIn(person.email, goodPassword)).toMatchObject({ status: 200 });
});

test('guessing in an open session is slowed like guessing at the sign-in', async () => {
  const person = await stage.person();
  for (let tries = 0; tries < 3; tries++) expect(await change(person, { currentPassword: `guess ${tries}`, password: better })).toMatchObject({ status: 422 });
  const refused = await change(person, { currentPassword: goodPassword, password: better });
  expect(refused).toMatchObject({ status: 429, body: { code: 'identity/too-many-attempts' } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  clock.advance({ minutes: 16 });
  expect(await stage.signIn(person.email)).toMatchObject({ status: 200 });
});

test('nobody without a session changes anything, nor somebody who was disabled meanwhile', async () => {
  const person = await stage.person();
  expect(await stage.client.post('/api/me/password', { currentPassword: goodPassword, password: better })).toMatchObject({ status: 401 });
  await stage.database.query(`UPDATE user_account SET status = 'disabled' WHERE id = $1`, [person.id]);
  expect(await change(person, { currentPassword: goodPassword, password: better })).toMatchObject({ status: 401, body: { code: 'identity/session-ended' } });
});

test('the own sessions are listed, of oneself alone, and all but this one can be ended', async () => {
  const [person, other] = [await stage.person(), await stage.person()];
  const elsewhere = await stage.signIn(person.email);
  const list = async () => (await person.client.get('/api/me/sessions')).as(ownSessionsAnswer).items;
  expect(new Set((await list()).map(({ current }) => current))).toEqual(new Set([true, false]));
  expect(await person.client.post('/api/me/sessions/end-others', {})).toMatchObject({ status: 200, body: { ended: 1 } });
  expect(await person.client.post('/api/me/sessions/end-others', {})).toMatchObject({ status: 200, body: { ended: 0 } });
  expect(await list()).toMatchObject([{ current: true }]);
  expect(await stage.client.post('/api/session/refresh', { refreshToken: elsewhere.body.tokens.refreshToken })).toMatchObject({ status: 401 });
  expect(await other.client.get('/api/session')).toMatchObject({ status: 200 });
});

test('whoever was signed out ends nobody’s session and sets no password, though the access token still counts', async () => {
  const thief = await stage.person();
  const owner = tokensOf(await stage.signIn(thief.email));
  expect(await stage.client.withToken(owner.accessToken).post('/api/me/sessions/end-others', {})).toMatchObject({ status: 200, body: { ended: 1 } });
  const ended = { status: 401, body: { code: 'identity/session-ended' } };
  expect(await thief.client.post('/api/me/sessions/end-others', {})).toMatchObject(ended);
  expect(await change(thief, { currentPassword: goodPassword, password: better })).toMatchObject(ended);
  // Nor is told whether a guess is right.
  expect(await change(thief, { currentPassword: 'a guess', password: better })).toMatchObject(ended);
  expect(await stage.client.post('/api/session/refresh', { refreshToken: owner.refreshToken })).toMatchObject({ status: 200 });
  expect(await stage.signIn(thief.email, goodPassword)).toMatchObject({ status: 200 });
});

test('of two who end each other at once, one is first and stays', async () => {
  const person = await stage.person();
  const other = stage.client.withToken(tokensOf(await stage.signIn(person.email)).accessToken);
  const answers = await Promise.all([person.client, other].map((client) => client.post('/api/me/sessions/end-others', {})));
  expect(answers.map(({ status }) => status).toSorted((one, two) => one - two)).toEqual([200, 401]);
});
