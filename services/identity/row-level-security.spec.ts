import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor } from '#libs/database/actor';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { identity } from './service.ts';

/** The guards are not here: raw SQL as the runtime role, which row-level security alone answers. */
let db: TestDatabase;
const [ours, theirs] = [randomUUID(), randomUUID()];
const ids = { admin: randomUUID(), owner: randomUUID(), seller: randomUUID(), stranger: randomUUID(), formerOwner: randomUUID() };

beforeAll(async () => {
  db = await testDatabase(identity);
  await db.query('INSERT INTO company (id, name) VALUES ($1, $2), ($3, $4)', [ours, 'Ours', theirs, 'Theirs']);
  const people: [string, string[], string | null, string][] = [
    [ids.admin, ['admin'], null, 'active'],
    [ids.owner, ['owner'], ours, 'active'],
    [ids.seller, ['seller'], ours, 'active'],
    [ids.formerOwner, ['owner'], ours, 'disabled'],
    [ids.stranger, ['owner'], theirs, 'active'],
  ];
  for (const [id, roles, partnerId, status] of people) {
    await db.query(`INSERT INTO user_account (id, email, name, locale, roles, partner_id, status, invited_at) VALUES ($1, $2, 'N', 'en', $3, $4, $5, now())`, [id, `${id}@x.example`, roles, partnerId, status]);
    await db.query(`INSERT INTO credential VALUES ($1, 'hash', now())`, [id]);
    await db.query(`INSERT INTO session (id, user_id, opened_at, last_used_at, idle_until, ends_at) VALUES (gen_random_uuid(), $1, now(), now(), now(), now())`, [id]);
  }
});
afterAll(() => db.drop());

const user = (userId: string, partnerId: string, role: string): Actor => ({ kind: 'user', userId, partnerId, roles: [role] });
const actors = {
  owner: user(ids.owner, ours, 'owner'),
  seller: user(ids.seller, ours, 'seller'),
  'seller with a forged role': user(ids.seller, ours, 'owner'),
  'disabled owner': user(ids.formerOwner, ours, 'owner'),
  vendor: { kind: 'vendor', userId: ids.admin, roles: ['admin'] },
  public: { kind: 'public' },
  applicant: { kind: 'applicant', applicationId: randomUUID() },
  'api key': { kind: 'api_key', keyId: randomUUID(), partnerId: ours },
} as const satisfies Record<string, Actor>;

const as = <T extends object>(actor: Actor, sql: string, parameters: unknown[] = []) => db.database.inTransaction(actor, (tx) => tx.query<T[]>(sql, parameters));
const seen = async (actor: Actor) => (await as<{ id: string }>(actor, 'SELECT id FROM user_account')).map(({ id }) => id).toSorted();

describe('accounts', () => {
  test.each([
    ['owner', [ids.owner, ids.seller, ids.formerOwner]],
    ['seller', [ids.seller]],
    ['seller with a forged role', [ids.seller]],
    ['disabled owner', [ids.formerOwner]],
    ['vendor', Object.values(ids)],
    ['public', []],
    ['applicant', []],
    ['api key', []],
  ] as const)('%s sees what is theirs', async (who, expected) => {
    expect(await seen(actors[who])).toEqual([...expected].toSorted());
  });

  test('without an actor nobody exists', async () => {
    expect(await db.dataSource.query('SELECT id FROM user_account')).toEqual([]);
  });

  test('an owner can move nobody across companies, nor touch others', async () => {
    await expect(as(actors.owner, 'UPDATE user_account SET partner_id = $1 WHERE id = $2', [theirs, ids.seller])).rejects.toThrow(/row-level security/);
    expect(await as(actors.owner, `UPDATE user_account SET name = 'X' WHERE id = $1`, [ids.stranger])).toEqual([[], 0]);
    expect(await as(actors.seller, `UPDATE user_account SET roles = '{owner}' WHERE id = $1`, [ids.seller])).toEqual([[], 0]);
  });

  test("a partner's person can never hold a role of the vendor", async () => {
    await expect(as(actors.vendor, `UPDATE user_account SET roles = '{admin}' WHERE id = $1`, [ids.seller])).rejects.toThrow(/roles_of_one_side/);
  });

  test('the policy leaves the actor as it was', async () => {
    const [row] = await as<{ kind: string }>(actors.owner, 'SELECT actor_kind() AS kind FROM user_account LIMIT 1');
    expect(row?.kind).toBe('user');
  });
});

describe('secrets', () => {
  const tables = ['credential', 'mailed_link', 'session', 'refresh_token', 'signing_key', 'sign_in_counter', 'known_address', 'password_reset_request', 'audit_head'];

  test.each(Object.keys(actors))('%s sees none', async (who) => {
    const actor = Object.entries(actors).find(([name]) => name === who)?.[1] ?? actors.public;
    for (const table of tables) expect([table, await as(actor, `SELECT * FROM ${table}`)]).toEqual([table, []]);
  });

  test('the system sees them', async () => {
    expect(await as({ kind: 'system', name: 'spec' }, 'SELECT * FROM credential')).toHaveLength(5);
  });
});

test('every table of identity has row-level security, forced, or holds no tenant data', async () => {
  const open = await db.query<{ relname: string }>(
    `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1`,
  );
  expect(open.map(({ relname }) => relname)).toEqual(['erased_person', 'idempotency_key', 'inbox', 'migration', 'outbox', 'outbox_sequence', 'parked_event', 'parked_key', 'relay_state']);
});
