import { randomBytes, randomUUID } from 'node:crypto';
import type { TestDatabase } from '#libs/testing/test-database';
import { decoyHash } from '../../../services/identity/password/password-hasher.ts';
import { identity } from '../../../services/identity/service.ts';
import { belongsTo, newCompany, sealPublicKey, startOpen, type Stage } from './stage.ts';
import type { Company } from './without-guard.ts';

/** Two companies with an active owner, an invited seller and everything that hangs on people. */
export async function identityStage(): Promise<Stage> {
  const env = { KEY_ENCRYPTION_KEY: randomBytes(32).toString('base64'), MAIL_SEAL_PUBLIC_KEY: await sealPublicKey() };
  const service = await startOpen(identity, env);
  const [alfa, bravo] = [newCompany(), newCompany()];
  await people(service.database, alfa, 'Alfa', 1);
  await people(service.database, bravo, 'Bravo', 2);
  return {
    definition: identity,
    service,
    alfa,
    bravo,
    alfaIds: { users: alfa.sellerId },
    ownersSee: ['company', 'user_account'],
    bravoIds: { users: bravo.sellerId },
    bravos: belongsTo('bravo', bravo),
  };
}

async function people(db: TestDatabase, company: Company, name: string, position: number): Promise<void> {
  const { partnerId, ownerId, sellerId } = company;
  const domain = `${name.toLowerCase()}.example`;
  await db.query('INSERT INTO company (id, name) VALUES ($1, $2)', [partnerId, `${name} Ltd`]);
  await db.query(
    `INSERT INTO user_account (id, email, name, locale, roles, partner_id, status, invited_at, activated_at)
     VALUES ($1, 'owner@' || $3, $4 || ' Owner', 'en', '{owner}', $5, 'active', '2026-11-01', '2026-11-02'),
            ($2, 'seller@' || $3, $4 || ' Seller', 'en', '{seller}', $5, 'invited', '2026-11-01', NULL)`,
    [ownerId, sellerId, domain, name, partnerId],
  );
  await db.query(`INSERT INTO credential (user_id, password_hash, changed_at) VALUES ($1, $2, '2026-11-02')`, [ownerId, decoyHash]);
  await db.query(
    `INSERT INTO mailed_link (id, user_id, purpose, token_hash, created_at, expires_at) VALUES ($1, $2, 'activation', $3, '2026-11-01', '2099-01-01')`,
    [randomUUID(), sellerId, randomBytes(32)],
  );
  const session = randomUUID();
  await db.query(`INSERT INTO session (id, user_id, opened_at, last_used_at, idle_until, ends_at) VALUES ($1, $2, '2026-11-02', '2026-11-02', '2099-01-01', '2099-01-01')`, [session, ownerId]);
  await db.query(`INSERT INTO refresh_token (token_hash, session_id, issued_at) VALUES ($1, $2, '2026-11-02')`, [randomBytes(32), session]);
  await db.query(`INSERT INTO sign_in_counter (key, scope, user_id, attempts, window_ends_at) VALUES ($1, 'account', $2, 1, '2099-01-01')`, [randomBytes(32), ownerId]);
  await db.query(`INSERT INTO known_address (user_id, address_hash, last_used_at) VALUES ($1, $2, '2026-11-02')`, [ownerId, randomBytes(32)]);
  await db.query(
    `INSERT INTO audit_entry (position, id, event_source, event_id, at, service, actor_kind, actor_id, actor_partner_id, action, subject_kind, subject_id, details, recorded_at, hash)
     VALUES ($1, gen_random_uuid(), 'spec', $2, '2026-11-02', 'identity', 'user', $3, $4, 'user.invited', 'user', $5, $6, '2026-11-02', $7)`,
    [position, name, ownerId, partnerId, sellerId, { company: name }, randomBytes(32)],
  );
}
