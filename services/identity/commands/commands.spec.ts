import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { commandParts } from '#libs/service/command';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { Companies } from '../company/companies.ts';
import { Config } from '../config.ts';
import { identity } from '../service.ts';
import { Erasure } from '../user/erasure.ts';
import { FirstAdmin } from '../user/first-admin.ts';
import { TestAccount } from '../user/test-account.ts';
import { partsOf, type Parts } from './command.ts';
import { tellAgain } from './snapshots.ts';
import { verifyAudit } from './verified-audit.ts';

/** What the commands do, without their processes. */
let db: TestDatabase;
let parts: Parts;
const system = { kind: 'system', name: 'spec' } as const;

beforeAll(async () => {
  db = await testDatabase(identity);
  const env = {
    PUBLIC_URL: 'https://partners.example',
    DATABASE_URL: db.url,
    KAFKA_BROKERS: '127.0.0.1:1',
    ERASURE_KEY: 'k'.repeat(32),
    JWKS_URL: 'http://127.0.0.1:1/',
    KEY_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    MAIL_SEAL_PUBLIC_KEY: JSON.stringify(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })),
  };
  parts = partsOf(commandParts(identity, new Config(env), db.dataSource));
});
beforeEach(() => db.truncate());
afterAll(() => db.drop());

const admit = (email: string) => parts.database.inTransaction(system, (tx) => new FirstAdmin(parts).admit(tx, { email, name: 'Ada' }));
const anyActive = () => parts.database.inTransaction(system, (tx) => new FirstAdmin(parts).anyActive(tx));
const erase = (email: string) => parts.database.inTransaction(system, (tx) => new Erasure(parts.clock, parts.ids, parts.outbox, parts.audit).erase(tx, email));
const alive = async () => (await db.query('SELECT 1 FROM mailed_link WHERE revoked_at IS NULL')).length;
const events = () => db.query('SELECT type, payload AS data FROM outbox ORDER BY seq');

test('the first admin gets a link, each time a fresh one that kills the last, until active', async () => {
  const [first, second] = [await admit('ada@vendor.example'), await admit('ada@vendor.example')];
  expect(first).toMatchObject({ status: 'link', link: expect.stringMatching(/^https:\/\/partners\.example\/activate#token=[\w-]{43}$/) });
  expect(second).not.toEqual(first);
  expect(await alive()).toBe(1);
  expect(await anyActive()).toBe(false);
  await db.query("UPDATE user_account SET status = 'active'");
  expect(await admit('ada@vendor.example')).toEqual({ status: 'active' });
  expect(await anyActive()).toBe(true);
  expect(JSON.stringify(await events())).not.toContain('token=');
});

test('the first admin gets the link by mail, once, and nothing of it stands anywhere in clear', async () => {
  const invite = () => parts.database.inTransaction(system, (tx) => new FirstAdmin(parts).invite(tx, { email: 'ada@vendor.example', name: 'Ada' }));
  expect([await invite(), await invite()]).toEqual(['mailed', 'under way']);
  expect((await events()).filter(({ type }) => type === 'user.invited.v1')).toMatchObject([{ data: { email: 'ada@vendor.example', occasion: 'invitation', roles: ['admin'] } }]);
  expect(JSON.stringify(await events())).not.toContain('token=');
  await db.query("UPDATE mailed_link SET expires_at = created_at");
  expect(await invite()).toBe('mailed');
  await db.query("UPDATE user_account SET status = 'active'");
  expect(await invite()).toBe('active');
});

test('the account for checks belongs to a company of nobody and takes over nobody’s address', async () => {
  const account = new TestAccount({ ...parts, companies: new Companies() });
  const keep = (email: string) => account.keep(email, 'five brown owls listen');
  expect([await keep('check@vendor.example'), await keep('check@vendor.example')]).toEqual(['made', 'kept']);
  expect((await events()).filter(({ type }) => type === 'user.activated.v1')).toMatchObject([{ data: { email: 'check@vendor.example', roles: [] } }]);
  expect(await db.query('SELECT status FROM user_account')).toEqual([{ status: 'active' }]);
  await admit('ada@vendor.example');
  await expect(keep('ada@vendor.example')).rejects.toThrow(/no active test account/);
  await expect(account.keep('check@vendor.example', 'short')).rejects.toMatchObject({ code: 'identity/password-refused' });
});

test('an address that is no admin’s, or disabled, gets a sentence instead', async () => {
  await admit('ada@vendor.example');
  await db.query("UPDATE user_account SET roles = '{finance}'");
  await expect(admit('ada@vendor.example')).rejects.toThrow(/no admin's \(finance\)/);
  await db.query("UPDATE user_account SET roles = '{admin}', status = 'disabled'");
  await expect(admit('ada@vendor.example')).rejects.toThrow(/disabled/);
});

test('republishing tells the state of everybody', async () => {
  await db.query(`
    INSERT INTO user_account (id, email, name, locale, roles, status, invited_at)
    SELECT gen_random_uuid(), n || '@vendor.example', 'Ada', 'en', '{admin}', 'invited', now() FROM generate_series(1, 205) n`);
  expect(await tellAgain(parts.snapshots)).toBe(205);
  const told = await events();
  expect(told).toHaveLength(205);
  expect(told[0]).toMatchObject({ type: 'user.snapshotted.v1', data: { name: 'Ada', roles: ['admin'], status: 'invited', notifications: { mail: true, feed: true } } });
});

test('erasing leaves nothing here that tells who it was, and tells the others', async () => {
  await admit('ada@vendor.example');
  await admit('bea@vendor.example');
  expect(await erase('bea@vendor.example')).toBe(true);
  expect((await events()).filter(({ type }) => type === 'person.erased.v1')).toMatchObject([{ data: { email: 'bea@vendor.example' } }]);
  const rows = await db.query("SELECT u::text || coalesce(l::text, '') AS text FROM user_account u LEFT JOIN mailed_link l ON l.user_id = u.id AND u.status = 'disabled'");
  expect(JSON.stringify(rows)).not.toContain('bea@');
  expect(await erase('applicant@only.example')).toBe(false);
  await db.query("UPDATE user_account SET status = 'active' WHERE email = 'ada@vendor.example'");
  await expect(erase('ada@vendor.example')).rejects.toMatchObject({ code: 'identity/last-admin' });
});

test('a verification of the trail gives its answer where the server takes no writes, and says that it is not recorded', async () => {
  const told: string[] = [];
  const verify = () => verifyAudit(parts, [], { answer: (_, sentence) => told.push(sentence), warn: (sentence) => told.push(sentence) });
  const role = decodeURIComponent(new URL(db.url).username);
  await db.query(`REVOKE INSERT ON audit_check FROM "${role}"`);
  try {
    expect(await verify()).toBe(0);
    expect(told).toEqual([expect.stringContaining('The audit trail is intact: 0 entries.'), expect.stringContaining('could not be recorded')]);
  } finally {
    await db.query(`GRANT INSERT ON audit_check TO "${role}"`);
  }
  expect(await verify()).toBe(0);
  expect(told).toHaveLength(3);
  expect(await db.query('SELECT run FROM audit_check')).toEqual([{ run: 'command' }]);
});
