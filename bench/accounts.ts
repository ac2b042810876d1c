import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** How many customers there are while deals are registered. */
export const ACCOUNTS = 100_000;

export const accountName = (number: number): string => `Customer ${String(number).padStart(6, '0')}`;
export const accountDomain = (number: number): string => `customer-${String(number).padStart(6, '0')}.example`;

/** A pool to one database of a stack, as the administrator. */
export function poolTo(adminUrl: string, database: string, max: number): pg.Pool {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return new pg.Pool({ connectionString: url.toString(), max });
}

/** The customers that a CRM would have told of, each with a domain and a name, written at once. */
export async function fillAccounts(leads: pg.Pool): Promise<void> {
  await leads.query(`
    CREATE TEMP TABLE made AS SELECT gen_random_uuid() AS id, lpad(n::text, 6, '0') AS number FROM generate_series(0, ${ACCOUNTS - 1}) AS n;
    INSERT INTO account (id, created_at) SELECT id, now() FROM made;
    INSERT INTO crm_account (id, account_id, name, website, country, named, direct_pipeline, reported_at, search)
      SELECT 'crm-' || number, id, 'Customer ' || number, 'customer-' || number || '.example', 'US', false, false, now(), 'customer ' || number FROM made;
    INSERT INTO account_key (kind, value, account_id, crm_id) SELECT 'domain', 'customer-' || number || '.example', id, 'crm-' || number FROM made;
    INSERT INTO account_key (kind, value, account_id, crm_id) SELECT 'name', 'US:customer' || number, id, 'crm-' || number FROM made;
    INSERT INTO account_key (kind, value, account_id, crm_id) SELECT 'name', 'US:' || number || 'customer', id, 'crm-' || number FROM made;
    DROP TABLE made`);
  await leads.query('VACUUM ANALYZE account, account_key, crm_account');
}

/** Active partners, as applications would have told of them; their ids. */
export async function fillPartners(leads: pg.Pool, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  await leads.query(`INSERT INTO partner (id, company_name, tier, status, sequence) SELECT id, 'Partner ' || id, 'gold', 'active', 1 FROM unnest($1::uuid[]) AS id`, [ids]);
  return ids;
}

export interface Seller {
  readonly userId: string;
  readonly partnerId: string;
}

/** One seller of each partner, as identity would have told notifications of them: somebody has to be told what became of a deal. */
export async function fillSellers(notifications: pg.Pool, partners: readonly string[]): Promise<Seller[]> {
  const sellers = partners.map((partnerId) => ({ userId: randomUUID(), partnerId }));
  await notifications.query(
    `INSERT INTO recipient (user_id, name, email, locale, roles, partner_id, status, mail_wanted, feed_wanted, sequence, changed_at)
     SELECT s."userId", 'Load Test', 'load@test.example', 'en', '{seller}', s."partnerId", 'active', true, true, 1, now() FROM jsonb_to_recordset($1) AS s("userId" uuid, "partnerId" uuid)`,
    [JSON.stringify(sellers)],
  );
  return sellers;
}
