import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import type { Role } from '#libs/contracts/permissions';
import { generateSealKeys } from '#libs/service/sealed-link';
import { FixedClock } from '#libs/testing/fixed-clock';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { userIdOf } from '#libs/testing/test-tokens';
import { Config } from '../config.ts';
import { Recipients } from '../recipient/recipients.service.ts';
import { notifications } from '../service.ts';
import type { Audience } from './audience.ts';
import { Audiences } from './audiences.service.ts';

const partnerId = userIdOf('a partner');
const recipients = new Recipients(new FixedClock());

let db: TestDatabase;
let environment: Record<string, string>;
beforeAll(async () => {
  db = await testDatabase(notifications);
  const { privateJwk } = await generateSealKeys();
  environment = {
    DATABASE_URL: db.url, KAFKA_BROKERS: '127.0.0.1:1', ERASURE_KEY: 'k'.repeat(32), JWKS_URL: 'http://localhost/jwks', PUBLIC_URL: 'http://localhost', SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'partners@vendor.example', MAIL_SEAL_PRIVATE_KEY: JSON.stringify(privateJwk),
  };
});
afterAll(() => db.drop());
beforeEach(() => db.truncate());

const inTransaction = <T>(work: (tx: EntityManager) => Promise<T>) => db.database.inTransaction({ kind: 'system', name: 'spec' }, work);

async function knows(name: string, roles: Role[], over: { status?: 'invited' | 'active' | 'disabled'; partnerId?: string } = {}): Promise<string> {
  const id = userIdOf(name);
  const { status = 'active', partnerId: partner = null } = over;
  await inTransaction((tx) => recipients.keep(tx, id, 1, { name, email: `${name}@x.example`, locale: 'en', roles, partnerId: partner, status }));
  return id;
}

/** Names, in brackets where only the feed is filled. */
async function told(whom: (audiences: Audiences) => Audience, env: Record<string, string> = {}): Promise<string[]> {
  const { seeks, among } = whom(new Audiences(new Config({ ...environment, ...env })));
  const people = await inTransaction((tx) => recipients.find(tx, seeks));
  return among(people).map(({ name, address }) => (address === undefined ? `(${name})` : name)).toSorted((a, b) => a.localeCompare(b));
}

describe('the team', () => {
  beforeEach(async () => {
    await knows('admin', ['admin']);
    await knows('manager', ['partner_manager', 'finance']);
    await knows('reviewer', ['reviewer']);
    await knows('finance', ['finance']);
    await knows('newcomer', ['reviewer'], { status: 'invited' });
    await knows('leaver', ['admin'], { status: 'disabled' });
    await knows('owner', ['owner'], { partnerId });
  });

  test('is whoever works on applications; invited people by feed alone, the disabled not at all', async () => {
    expect(await told((audiences) => audiences.team())).toEqual(['(newcomer)', 'admin', 'manager', 'reviewer']);
  });

  test('has a mailbox where one is configured', async () => {
    expect(await told((audiences) => audiences.team(), { TEAM_MAILBOX: 'Partnership <team@vendor.example>' })).toEqual(['(newcomer)', 'admin', 'manager', 'Partnership', 'reviewer']);
  });

  test('is spared where a reviewer is at it, and asked where the reviewer has left', async () => {
    expect(await told((audiences) => audiences.reviewerOrTeam(userIdOf('reviewer')))).toEqual(['reviewer']);
    for (const gone of [null, userIdOf('leaver'), userIdOf('never seen')]) {
      expect(await told((audiences) => audiences.reviewerOrTeam(gone))).toEqual(['(newcomer)', 'admin', 'manager', 'reviewer']);
    }
  });

  test("has its admins told what is overdue, once even where the admin reviews", async () => {
    expect(await told((audiences) => audiences.escalation(userIdOf('reviewer')))).toEqual(['admin', 'reviewer']);
    expect(await told((audiences) => audiences.escalation(userIdOf('admin')))).toEqual(['admin']);
    expect(await told((audiences) => audiences.escalation(null))).toEqual(['(newcomer)', 'admin', 'manager', 'reviewer']);
  });

  test("stands in for a company's owners until one is active", async () => {
    expect(await told((audiences) => audiences.owners(partnerId))).toEqual(['owner']);
    expect(await told((audiences) => audiences.owners(userIdOf('another partner')))).toEqual(['(newcomer)', 'admin', 'manager', 'reviewer']);
    await knows('fresh', ['owner'], { partnerId: userIdOf('new partner'), status: 'invited' });
    expect(await told((audiences) => audiences.owners(userIdOf('new partner')))).toEqual(['(fresh)', '(newcomer)', 'admin', 'manager', 'reviewer']);
    expect(await told((audiences) => audiences.owners(userIdOf('new partner')), { TEAM_MAILBOX: 'team@vendor.example' })).toEqual(['(fresh)', '(newcomer)', 'admin', 'manager', 'reviewer', 'team@vendor.example']);
  });
});

test("a deal is its seller's business, and the owners' once the seller has left", async () => {
  await knows('seller', ['seller'], { partnerId });
  await knows('former', ['seller'], { partnerId, status: 'disabled' });
  await knows('owner', ['owner'], { partnerId });
  await knows('elsewhere', ['seller'], { partnerId: userIdOf('another partner') });
  expect(await told((audiences) => audiences.sellerOrOwners(userIdOf('seller'), partnerId))).toEqual(['seller']);
  for (const gone of ['former', 'elsewhere', 'never seen']) expect(await told((audiences) => audiences.sellerOrOwners(userIdOf(gone), partnerId))).toEqual(['owner']);
  // As PostgreSQL does, ids are the same in capitals.
  expect(await told((audiences) => audiences.sellerOrOwners(userIdOf('seller').toUpperCase(), partnerId))).toEqual(['seller']);
  expect(await told((audiences) => audiences.owners(partnerId.toUpperCase()))).toEqual(['owner']);
});

test('a deal of a company whose seller has left and whose owner has not come yet is also the business of the team', async () => {
  await knows('admin', ['admin']);
  await knows('former', ['seller'], { partnerId, status: 'disabled' });
  await knows('owner', ['owner'], { partnerId, status: 'invited' });
  expect(await told((audiences) => audiences.sellerOrOwners(userIdOf('former'), partnerId))).toEqual(['(owner)', 'admin']);
});

test("a partner's money is the business of its owners and finance, and nobody's where there is nobody", async () => {
  await knows('admin', ['admin']);
  await knows('owner', ['owner'], { partnerId });
  await knows('finance', ['partner_finance'], { partnerId });
  await knows('seller', ['seller'], { partnerId });
  expect(await told((audiences) => audiences.payees(partnerId))).toEqual(['finance', 'owner']);
  expect(await told((audiences) => audiences.payees(userIdOf('another partner')))).toEqual([]);
});

test('before anybody is there, the mailbox alone gets it, else nobody', async () => {
  expect(await told((audiences) => audiences.team(), { TEAM_MAILBOX: 'team@vendor.example' })).toEqual(['team@vendor.example']);
  expect(await told((audiences) => audiences.team())).toEqual([]);
});
