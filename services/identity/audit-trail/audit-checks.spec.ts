import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { auditVerificationAnswer } from '#libs/contracts/http/identity';
import { Sweeper } from '#libs/database/due';
import { Ids } from '#libs/database/ids';
import { Shutdown } from '#libs/service/shutdown';
import { eventually } from '#libs/testing/eventually';
import { FixedClock } from '#libs/testing/fixed-clock';
import { identityStage, type IdentityStage, type Person } from '#libs/testing/identity-stage';
import { verifyAudit } from '../commands/verified-audit.ts';
import { identity } from '../service.ts';
import { KeyVault } from '../signing-key/key-vault.ts';
import { AuditChecks } from './audit-checks.ts';
import { AuditTrail } from './audit-trail.ts';
import { AuditVerification } from './audit-verification.ts';

const clock = new FixedClock('2026-11-02T09:00:00Z');
const system = { kind: 'system', name: 'spec' } as const;
let stage: IdentityStage;
let admin: Person;
beforeAll(async () => {
  stage = await identityStage(identity, { clock, env: { OUTBOX_RELAY: 'false' } });
  admin = await stage.person();
});
afterAll(() => stage?.stop());

// Not by the route, for which nobody is signed in any more after a day.
const state = () => stage.running.app.get(AuditChecks).latest({ kind: 'vendor', userId: admin.id, roles: ['admin'] });
const sweep = () => stage.running.app.get(Sweeper).sweepNow('audit.verify');
const verifyAs = (signal: AbortSignal) => stage.database.database.inTransaction(system, (tx) => stage.running.app.get(AuditChecks).verifyDue(tx, stage.running.app.get(AuditVerification), 86_400_000, signal));
async function append(count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const data = { at: clock.now().toISOString(), service: 'spec', actor: { kind: 'system', id: 'spec' } as const, action: 'thing.changed', subject: { kind: 'thing', id: 'it' }, details: {} };
    const event = { id: randomUUID(), type: 'audit.recorded.v1', source: '/services/spec', subject: 'it', time: data.at, data } as const;
    await stage.database.database.inTransaction(system, (tx) => stage.running.app.get(AuditTrail).append(tx, event));
  }
}

test('says that nobody has verified the trail yet', async () => {
  await append(3);
  expect((await admin.client.get('/api/audit/verification')).as(auditVerificationAnswer)).toEqual({ entries: 3, last: null });
});

test('is verified once a day, and says when, up to where, and that it is intact', async () => {
  await sweep();
  const verified = { run: 'daily', startedAt: '2026-11-02T09:00:00.000Z', finishedAt: '2026-11-02T09:00:00.000Z', entries: 3, intact: true, brokenAt: null, fault: null };
  expect((await state()).last).toEqual(verified);
  await append(1);
  clock.advance({ hours: 23 });
  await sweep();
  expect(await state()).toEqual({ entries: 4, last: verified });
  expect(await figures('check_interval_seconds')).toEqual([86_400]);
});

test('is given up when the service stops, and begun again by the next', async () => {
  clock.advance({ hours: 1 });
  await verifyAs(AbortSignal.abort());
  expect((await state()).last?.entries).toBe(3);
  await verifyAs(stage.running.app.get(Shutdown).signal);
  expect((await state()).last?.entries).toBe(4);
});

async function figures(...names: readonly string[]): Promise<(number | undefined)[]> {
  const text = await (await fetch(`${stage.running.managementUrl}/metrics`)).text();
  return (names.length === 0 ? ['faults', 'verified_seconds'] : names).map((name) => {
    const line = text.split('\n').find((each) => each.startsWith(`audit_trail_${name}{`));
    return line === undefined ? undefined : Number(line.split(' ').at(-1));
  });
}
async function command(anchor?: string): Promise<number> {
  const { running } = stage;
  const parts = { database: stage.database.database, clock, ids: running.app.get(Ids), vault: running.app.get(KeyVault) };
  return verifyAudit(parts, anchor === undefined ? [] : ['--expect', anchor], { answer: () => undefined, warn: (sentence) => expect(sentence).toBe('') });
}

test('what an anchor has shown stays, whatever the runs without it find, until the same anchor is part of the trail again', async () => {
  const [{ anchor } = { anchor: '' }] = await stage.database.query<{ anchor: string }>(`SELECT position || ':' || encode(hash, 'hex') AS anchor FROM audit_entry WHERE position = 2`);
  const other = anchor.replace(/^2:/, '3:');
  clock.advance({ hours: 1 });
  expect([await command(other), await command(anchor)]).toEqual([2, 0]);
  clock.advance({ days: 1 });
  await sweep();
  expect((await state()).last).toMatchObject({ run: 'command', intact: false, brokenAt: 3, fault: 'other_anchor' });
  await eventually(async () => expect(await figures()).toEqual([1, clock.now().getTime() / 1000]), { timeoutMs: 15_000 });
  // As if the trail of that anchor were back.
  await stage.database.query(`UPDATE audit_check SET anchor = $1 WHERE anchor = $2`, [anchor, other]);
  expect(await command(anchor)).toBe(0);
  expect((await state()).last).toMatchObject({ run: 'command', intact: true });
  await eventually(async () => expect((await figures())[0]).toBe(0), { timeoutMs: 15_000 });
});

test('names the first place where it is not what was written', async () => {
  await stage.database.query('ALTER TABLE audit_entry DISABLE TRIGGER append_only');
  await stage.database.query(`UPDATE audit_entry SET action = 'nothing.changed' WHERE position = 2`);
  clock.advance({ days: 1 });
  await sweep();
  expect((await state()).last).toMatchObject({ run: 'daily', intact: false, brokenAt: 2, fault: 'changed', entries: 4 });
  expect(stage.logText()).toContain('The audit trail is not intact');
  await eventually(async () => expect((await figures())[0]).toBe(1), { timeoutMs: 15_000 });
  await stage.database.query(`UPDATE audit_entry SET action = 'thing.changed' WHERE position = 2`);
  clock.advance({ days: 1 });
  await sweep();
  expect((await state()).last).toMatchObject({ run: 'daily', intact: true });
});

test('is admins’ to read', async () => {
  const reviewer = await stage.person({ roles: ['reviewer'] });
  expect((await reviewer.client.get('/api/audit/verification')).status).toBe(403);
});

test('raw SQL as the role of the service changes no verdict', async () => {
  const code = (sql: string) => stage.database.database.inTransaction(system, (tx) => tx.query(sql)).then(() => 'done', (error: unknown) => Reflect.get(Object(error), 'code'));
  expect([await code('UPDATE audit_check SET broken_at = NULL, fault = NULL'), await code('DELETE FROM audit_check')]).toEqual(['42501', '42501']);
});
