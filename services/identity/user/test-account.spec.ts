import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Ids } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { Outbox } from '#libs/messaging/outbox';
import { identityStage, tokensOf, type IdentityStage } from '#libs/testing/identity-stage';
import { Companies } from '../company/companies.ts';
import { Credentials } from '../password/credentials.ts';
import { identity } from '../service.ts';
import { TestAccount } from './test-account.ts';

/** Passwords are hashed for real, which takes a while where other suites hash too. */
jest.setTimeout(30_000);

let stage: IdentityStage;
let account: TestAccount;
let database: Database;

beforeAll(async () => {
  stage = await identityStage(identity, { env: { OUTBOX_RELAY: 'false' } });
  const { app } = stage.running;
  database = app.get(Database);
  account = new TestAccount({ clock: app.get(Clock), ids: app.get(Ids), outbox: app.get(Outbox), audit: app.get(Audit), companies: new Companies(), credentials: app.get(Credentials) });
});
afterAll(() => stage.stop());

const document = join(import.meta.dirname, '..', '..', '..', 'docs', 'openapi.json');
const password = 'five brown owls listen';
const keep = async (email: string) => {
  const passwordHash = await account.prepare(email, password);
  return database.inTransaction({ kind: 'system', name: 'spec' }, (tx) => account.keep(tx, email, passwordHash));
};
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

test('nobody else is without a role', async () => {
  const { id } = await stage.invited({ roles: ['owner'], partnerId: crypto.randomUUID() });
  await expect(stage.database.query(`UPDATE user_account SET roles = '{}' WHERE id = $1`, [id])).rejects.toThrow(/user_account_some_role/);
});
