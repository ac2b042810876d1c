import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { audit } from '#libs/contracts/events/audit';
import type { EventOf } from '#libs/contracts/topic';
import { RandomIds } from '#libs/database/ids';
import { FixedClock } from '#libs/testing/fixed-clock';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { identity } from '../service.ts';
import { KeyVault } from '../signing-key/key-vault.ts';
import { AuditTrail } from './audit-trail.ts';
import { AuditVerification } from './audit-verification.ts';
import { canonicalJson } from './canonical-json.ts';

let db: TestDatabase;
const vault = new KeyVault(randomBytes(32));
const trail = new AuditTrail(new FixedClock(), new RandomIds(), vault);
const verify = (anchor?: { position: bigint; hash: Buffer }) => new AuditVerification(db.database, vault).verify(anchor);
const system = { kind: 'system', name: 'spec' } as const;

beforeAll(async () => {
  db = await testDatabase(identity);
});
beforeEach(() => db.truncate());
afterAll(() => db.drop());

type Fact = EventOf<typeof audit, 'audit.recorded.v1'>;
const fact = (number: number): Fact => ({
  id: randomUUID(),
  type: 'audit.recorded.v1',
  source: '/services/spec',
  subject: 'thing',
  time: '2026-11-02T09:00:00Z',
  data: {
    at: '2026-11-02T09:00:00.123456+01:00',
    service: 'spec',
    actor: { kind: 'vendor', id: randomUUID() },
    action: 'thing.changed',
    subject: { kind: 'thing', id: `thing ${number}` },
    why: `„Grund“ ${number} 🦊`,
    details: { number, ratio: 0.1 + 0.2, huge: 1e21, flag: true, none: null, 'ключ': '\u2028"\\' },
  },
});
const append = (number: number) => db.database.inTransaction(system, (tx) => trail.append(tx, fact(number)));
const appendAll = async (count: number) => {
  for (let number = 1; number <= count; number += 1) await append(number);
};

/** What somebody with the owner's rights could do, around the trigger. */
const tamper = async (...statements: string[]) => {
  await db.query('ALTER TABLE audit_entry DISABLE TRIGGER append_only');
  for (const statement of statements) await db.query(statement);
  await db.query('ALTER TABLE audit_entry ENABLE TRIGGER append_only');
};

test('an empty and a written trail are intact', async () => {
  expect(await verify()).toMatchObject({ intact: true, head: { position: 0n } });
  await appendAll(5);
  expect(await verify()).toMatchObject({ intact: true, head: { position: 5n } });
});

test('is one chain whoever writes at the same time', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, number) => append(number)));
  expect(await verify()).toMatchObject({ intact: true, head: { position: 40n } });
  const positions = await db.query<{ position: string }>('SELECT position FROM audit_entry ORDER BY position');
  expect(positions.map(({ position }) => Number(position))).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
});

test('an append that is rolled back leaves no gap', async () => {
  await appendAll(2);
  await expect(db.database.inTransaction(system, async (tx) => {
    await trail.append(tx, fact(3));
    throw new Error('undone');
  })).rejects.toThrow('undone');
  await append(4);
  expect(await verify()).toMatchObject({ intact: true, head: { position: 3n } });
});

describe('tampering is found', () => {
  const columns = ['at', 'recorded_at'].map((column) => `${column} = ${column} + interval '1 millisecond'`);
  const texts = ['service', 'actor_kind', 'actor_id', 'action', 'subject_kind', 'subject_id', 'why', 'event_source', 'event_id'].map((column) => `${column} = ${column} || 'x'`);
  const others = ['details = details || \'{"number": 4}\'', 'details = details - \'none\'', 'actor_partner_id = gen_random_uuid()', "correlation_id = 'x'", 'id = gen_random_uuid()', "hash = sha256('x')"];

  test.each([...columns, ...texts, ...others])('a changed row: %s', async (change) => {
    await appendAll(5);
    await tamper(`UPDATE audit_entry SET ${change} WHERE position = 3`);
    expect(await verify()).toMatchObject({ intact: false, position: 3n });
  });

  test.each([
    ['a removed row', ['DELETE FROM audit_entry WHERE position = 3'], 3n],
    ['a removed row, closed up', ['DELETE FROM audit_entry WHERE position = 3', 'UPDATE audit_entry SET position = 3 WHERE position = 4', 'UPDATE audit_entry SET position = 4 WHERE position = 5', 'UPDATE audit_head SET position = 4'], 3n],
    ['two rows that changed places', ['UPDATE audit_entry SET position = 99 WHERE position = 2', 'UPDATE audit_entry SET position = 2 WHERE position = 3', 'UPDATE audit_entry SET position = 3 WHERE position = 99'], 2n],
    ['a cut tail', ['DELETE FROM audit_entry WHERE position > 3'], 4n],
    ['a cut tail with the head set back', ['DELETE FROM audit_entry WHERE position > 3', 'UPDATE audit_head SET position = 3, hash = (SELECT hash FROM audit_entry WHERE position = 3)'], 3n],
    ['everything gone', ['DELETE FROM audit_entry'], 1n],
    ['everything gone, the head too', ['DELETE FROM audit_entry', "UPDATE audit_head SET position = 0, hash = sha256('partner-management audit trail'::bytea)"], 0n],
    ['an entry behind the head', ["INSERT INTO audit_entry SELECT 6, gen_random_uuid(), event_source, 'forged', at, service, actor_kind, actor_id, actor_partner_id, action, subject_kind, subject_id, why, details, correlation_id, recorded_at, hash FROM audit_entry WHERE position = 5"], 6n],
  ])('%s', async (_, statements, position) => {
    await appendAll(5);
    // The head's own constraint would refuse an emptied trail with a seal.
    await db.query('ALTER TABLE audit_head DROP CONSTRAINT IF EXISTS audit_head_check');
    await tamper(...statements);
    expect(await verify()).toMatchObject({ intact: false, position });
  });

  test('a trail that was rolled back as a whole, by an anchor from outside', async () => {
    await appendAll(3);
    const older = await db.query<{ position: string; hash: Buffer; seal: Buffer }>('SELECT position, hash, seal FROM audit_head');
    await appendAll(2);
    const verdict = await verify();
    if (!verdict.intact) throw new Error('the trail should be intact');
    await tamper('DELETE FROM audit_entry WHERE position > 3');
    await db.query('UPDATE audit_head SET position = $1, hash = $2, seal = $3', [older[0]?.position, older[0]?.hash, older[0]?.seal]);
    expect(await verify()).toMatchObject({ intact: true });
    expect(await verify(verdict.head)).toMatchObject({ intact: false, position: 5n });
  });

  test('a chain that was written anew without KEY_ENCRYPTION_KEY', async () => {
    const forger = new AuditTrail(new FixedClock(), new RandomIds(), new KeyVault(randomBytes(32)));
    await db.database.inTransaction(system, (tx) => forger.append(tx, fact(1)));
    expect(await verify()).toMatchObject({ intact: false, fault: 'unsealed' });
  });
});

describe('append-only', () => {
  test.each(['UPDATE audit_entry SET why = null', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])('the runtime role may not: %s', async (statement) => {
    await append(1);
    await expect(db.database.inTransaction(system, (tx) => tx.query(statement))).rejects.toThrow(/permission denied/);
  });

  test.each(['UPDATE audit_entry SET why = null', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])('the owner does not by mistake: %s', async (statement) => {
    await append(1);
    await expect(db.query(statement)).rejects.toThrow(/append-only/);
  });

  test('nobody but the system adds', async () => {
    const vendor = { kind: 'vendor', userId: randomUUID(), roles: ['admin'] } as const;
    await expect(db.database.inTransaction(vendor, (tx) => trail.append(tx, fact(1)))).rejects.toThrow(/undefined|row-level security/);
  });
});

test('canonical JSON does not depend on the order of members', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'ä' }], a: undefined, A: true })).toBe('{"A":true,"b":[1,{"c":"ä","d":null}]}');
});
