import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { userView } from '#libs/contracts/http/identity';
import { Sweeper } from '#libs/database/due';
import { FixedClock } from '#libs/testing/fixed-clock';
import { identityStage, tokensOf, type IdentityStage } from '#libs/testing/identity-stage';
import { identity } from '../service.ts';

let stage: IdentityStage;
const clock = new FixedClock();
const newPassword = 'seven wolves and a ribbon';

beforeAll(async () => {
  stage = await identityStage(identity, { clock, env: { OUTBOX_RELAY: 'false' } });
});
afterAll(() => stage.stop());

const ask = (email: string) => stage.client.post('/api/password-reset', { email });
const answer = () => stage.running.app.get(Sweeper).sweepNow('password-reset.requests');
const confirm = (token: string, password = newPassword) => stage.client.post('/api/password-reset/confirm', { token, password });
const mails = async (id: string) => (await stage.events()).filter(({ type, subject }) => subject === id && /requested|invited/.test(type)).map(({ type }) => type);

test('asking is answered alike for everybody and does the same work', async () => {
  const person = await stage.person();
  const before = await stage.events();
  const [known, unknown] = await Promise.all([ask(person.email), ask('nobody@people.example')]);
  expect([known.status, known.body, unknown.status, unknown.body]).toEqual([202, undefined, 202, undefined]);
  expect((await stage.events()).slice(before.length).filter(({ type }) => type !== 'user.password_reset_requested.v1' && type !== 'audit.recorded.v1')).toEqual([]);
});

test('the answer waits for nobody who is at work on an earlier request for the same address', async () => {
  const { email, id } = await stage.person();
  await ask(email);
  const sweep = new Client({ connectionString: stage.database.ownerUrl, options: '-c app.actor=system///spec' });
  await sweep.connect();
  try {
    await sweep.query('BEGIN');
    await sweep.query('DELETE FROM password_reset_request');
    expect(await Promise.race([ask(email), sleep(20_000, 'it waits', { ref: false })])).toMatchObject({ status: 202 });
    await sweep.query('ROLLBACK');
  } finally {
    await sweep.end();
  }
  await answer();
  expect(await mails(id)).toContain('user.password_reset_requested.v1');
});

test('who asks several times within a moment gets one mail', async () => {
  const { email, id } = await stage.person();
  // Both at once, so that no sweep passes between them.
  await stage.database.query('INSERT INTO password_reset_request (id, email, requested_at) SELECT gen_random_uuid(), $1, now() FROM generate_series(1, 2)', [email]);
  await answer();
  expect(await mails(id)).toEqual(['user.password_reset_requested.v1']);
});

test('the link sets a new password once, ends every session and is told', async () => {
  const person = await stage.person();
  const other = await stage.signIn(person.email);
  await ask(person.email);
  await answer();
  const token = await stage.mailedToken(person.email);
  expect(await confirm(token, 'password1234')).toMatchObject({ status: 422, body: { reasons: ['common'] } });
  expect(await confirm(token)).toMatchObject({ status: 204 });
  expect(await confirm(token)).toMatchObject({ status: 410, body: { code: 'identity/link-used-or-expired' } });
  expect(await stage.signIn(person.email)).toMatchObject({ status: 401 });
  expect(await stage.signIn(person.email, newPassword)).toMatchObject({ status: 200 });
  for (const { refreshToken } of [person.tokens, tokensOf(other)]) expect(await stage.client.post('/api/session/refresh', { refreshToken })).toMatchObject({ status: 401 });
  expect(await stage.events('user.password_changed.v1')).toContainEqual(expect.objectContaining({ subject: person.id }));
});

test('of many confirmations at once exactly one wins', async () => {
  const person = await stage.person();
  await ask(person.email);
  await answer();
  const token = await stage.mailedToken(person.email);
  const statuses = (await Promise.all(Array.from({ length: 8 }, (_, index) => confirm(token, `${newPassword} ${index}`)))).map(({ status }) => status);
  expect(statuses.toSorted((a, b) => a - b)).toEqual([204, 410, 410, 410, 410, 410, 410, 410]);
});

test('the link dies after an hour', async () => {
  const person = await stage.person();
  await ask(person.email);
  await answer();
  const token = await stage.mailedToken(person.email);
  clock.advance({ hours: 1 });
  expect(await confirm(token)).toMatchObject({ status: 410 });
});

test('no more than three links of an account live at once', async () => {
  const person = await stage.person();
  for (let round = 0; round < 5; round += 1) {
    await ask(person.email);
    await answer();
  }
  expect(await mails(person.id)).toEqual(Array.from({ length: 3 }, () => 'user.password_reset_requested.v1'));
});

test('who never activated gets a fresh activation link once the old one is dead, who is disabled gets nothing', async () => {
  const admin = await stage.person();
  const email = `${crypto.randomUUID()}@people.example`;
  const { id: invitedId } = userView.parse((await admin.client.post('/api/users', { email, name: 'Late', roles: ['finance'] })).body);
  const disabled = await stage.person({ roles: ['finance'] });
  await admin.client.patch(`/api/users/${disabled.id}`, { disabled: true });
  await ask(email);
  await ask(disabled.email);
  await answer();
  expect(await mails(invitedId)).toEqual(['user.invited.v1']);
  clock.advance({ hours: 73 });
  await ask(email);
  await answer();
  expect(await mails(invitedId)).toEqual(['user.invited.v1', 'user.invited.v1']);
  expect(await mails(disabled.id)).toEqual([]);
  expect(await stage.client.post('/api/activation', { token: await stage.mailedToken(email), password: newPassword })).toMatchObject({ status: 200 });
});
