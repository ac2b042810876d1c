import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Ids } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { Outbox } from '#libs/messaging/outbox';
import { identityStage, tokensOf, type IdentityStage } from '#libs/testing/identity-stage';
import { Companies } from '../company/companies.ts';
import { MailedLinks } from '../mailed-link/mailed-links.ts';
import { Credentials } from '../password/credentials.ts';
import { PasswordHasher } from '../password/password-hasher.ts';
import { identity } from '../service.ts';
import { Sessions } from '../session/sessions.ts';
import { TestAccount } from './test-account.ts';

let stage: IdentityStage;
let account: TestAccount;

beforeAll(async () => {
  stage = await identityStage(identity, { env: { OUTBOX_RELAY: 'false' } });
  const { app } = stage.running;
  const base = { database: app.get(Database), clock: app.get(Clock), ids: app.get(Ids), outbox: app.get(Outbox), audit: app.get(Audit), links: app.get(MailedLinks) };
  account = new TestAccount({ ...base, companies: new Companies(), credentials: app.get(Credentials), hasher: app.get(PasswordHasher), sessions: app.get(Sessions) });
});
afterAll(() => stage.stop());

const document = join(import.meta.dirname, '..', '..', '..', 'docs', 'openapi.json');
const password = 'five brown owls listen';
const keep = (email: string) => account.keep(email, password);
const facts = async (action: string) => (await stage.events('audit.recorded.v1')).filter(({ data }) => data.action === action);

test('it may sign in and change its preferences; it has no permission, so it reads no account, deal, commission or partner', async () => {
  expect(await keep('check@vendor.example')).toBe('made');
  const signedIn = await stage.signIn('check@vendor.example', password);
  expect(signedIn).toMatchObject({ status: 200, body: { user: { roles: [], permissions: [] } } });
  const client = stage.client.withToken(tokensOf(signedIn).accessToken);
  expect(await client.get('/api/me/preferences')).toMatchObject({ status: 200 });
  expect(await client.patch('/api/me/preferences', { notifications: { feed: false } })).toMatchObject({ status: 200, body: { notifications: { feed: false } } });
  expect(await client.get('/api/users')).toMatchObject({ status: 403 });
});

test('whoever reads an account, a deal, a commission or a partner needs a permission, so this account may not', () => {
  const { paths } = z.object({ paths: z.record(z.string(), z.object({ get: z.looseObject({ 'x-requires': z.string().optional() }).optional() })) }).parse(JSON.parse(readFileSync(document, 'utf8')));
  const reading = Object.entries(paths).filter(([path, { get }]) => get && /^\/api\/(accounts|deals|commissions|partners?)(\/|$)/.test(path));
  expect(reading.length).toBeGreaterThan(3);
  expect(reading.filter(([, { get }]) => !get?.['x-requires']?.includes(':')).map(([path]) => path)).toEqual([]);
});

test('the role that earlier versions gave it is taken away, once, and that is on the trail', async () => {
  await keep('earlier@vendor.example');
  await stage.database.query(`UPDATE user_account SET roles = '{technical}' WHERE email = 'earlier@vendor.example'`);
  expect([await keep('earlier@vendor.example'), await keep('earlier@vendor.example')]).toEqual(['kept', 'kept']);
  expect(await stage.database.query(`SELECT roles FROM user_account WHERE email = 'earlier@vendor.example'`)).toEqual([{ roles: [] }]);
  expect(await facts('user.changed')).toMatchObject([{ data: { actor: { kind: 'system' }, details: { rolesBefore: 'technical', roles: '' } } }]);
  expect((await stage.events('user.changed.v1')).filter(({ data }) => data.email === 'earlier@vendor.example')).toMatchObject([{ data: { roles: [] } }]);
});

test('the same password again changes nothing; another one ends the sessions of the old and is on the trail', async () => {
  await keep('again@vendor.example');
  const { refreshToken } = tokensOf(await stage.signIn('again@vendor.example', password));
  const stored = () => stage.database.query(`SELECT c.* FROM credential c JOIN user_account ON id = user_id WHERE email = 'again@vendor.example'`);
  const before = await stored();
  expect(await keep('again@vendor.example')).toBe('kept');
  expect(await stored()).toEqual(before);
  expect(await facts('password.changed')).toEqual([]);
  expect(await account.keep('again@vendor.example', 'six grey owls listen')).toBe('password changed');
  expect(await stage.client.post('/api/session/refresh', { refreshToken })).toMatchObject({ status: 401 });
  expect(await stage.signIn('again@vendor.example', 'six grey owls listen')).toMatchObject({ status: 200 });
  expect(await facts('password.changed')).toMatchObject([{ data: { actor: { kind: 'system' }, details: { sessionsEnded: 1 } } }]);
});

test('an account that an admin disabled stays so, whatever the password, and that is no error', async () => {
  await keep('disabled@vendor.example');
  await stage.database.query(`UPDATE user_account SET status = 'disabled', disabled_at = now() WHERE email = 'disabled@vendor.example'`);
  expect([await keep('disabled@vendor.example'), await account.keep('disabled@vendor.example', 'six grey owls listen')]).toEqual(['disabled', 'disabled']);
  expect(await stage.signIn('disabled@vendor.example', password)).toMatchObject({ status: 401 });
});

test('nobody else is without a role', async () => {
  const { id } = await stage.invited({ roles: ['owner'], partnerId: crypto.randomUUID() });
  await expect(stage.database.query(`UPDATE user_account SET roles = '{}' WHERE id = $1`, [id])).rejects.toThrow(/user_account_some_role/);
});
