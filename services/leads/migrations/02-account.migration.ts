import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';
import { accountFunctions } from './account.functions.ts';

/**
 * End customers. An account is nothing but a thing that can be recognised: who registered it stands in `deal`, what it is called in `crm_account`
 * for customers of the CRM. So none of these tables tells a partner's secret, and none has a policy, which would keep it from its indexes.
 */
export class Account1780000000002 implements MigrationInterface {
  readonly name = 'Account1780000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    await runner.query(`
      -- Not open to registration while one of its records in the CRM is a named account or has direct pipeline.
      CREATE TABLE account (
        id uuid PRIMARY KEY,
        named boolean NOT NULL DEFAULT false,
        direct_pipeline boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL
      );

      CREATE TABLE account_key (
        kind text COLLATE "C" NOT NULL CHECK (kind IN ('domain', 'name')),
        value text COLLATE "C" NOT NULL,
        account_id uuid NOT NULL REFERENCES account,
        -- The record that brought it and takes it away again; null for what a registration brought.
        crm_id text COLLATE "C",
        -- A domain that a registration brought beside a name that was known without it: the CRM's word goes over it.
        claimed boolean NOT NULL DEFAULT false,
        PRIMARY KEY (kind, value, account_id)
      );
      -- A domain belongs to one customer; a name in a country may be several's.
      CREATE UNIQUE INDEX account_key_one_domain ON account_key (value) WHERE kind = 'domain';
      CREATE INDEX account_key_account ON account_key (account_id, kind);
      CREATE INDEX account_key_crm ON account_key (crm_id) WHERE crm_id IS NOT NULL;

      -- The CRM's records as it reported them; two of one customer are one account.
      CREATE TABLE crm_account (
        id text COLLATE "C" PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        name text NOT NULL,
        website text,
        country char(2) NOT NULL,
        industry text,
        named boolean NOT NULL,
        direct_pipeline boolean NOT NULL,
        reported_at timestamptz NOT NULL,
        -- Words of the name in lower case, without accents.
        search text NOT NULL,
        -- What it is recognised by: the domain, and the names.
        match_domain text COLLATE "C",
        match_names text[] COLLATE "C" NOT NULL DEFAULT '{}'
      );
      CREATE INDEX crm_account_account ON crm_account (account_id);
      CREATE INDEX crm_account_begins ON crm_account (search text_pattern_ops);
      CREATE INDEX crm_account_contains ON crm_account USING gin (search gin_trgm_ops);
    `);
    for (const text of accountFunctions) await runner.query(text);
    await grant(runner, 'account', 'SELECT, INSERT, UPDATE');
    await grant(runner, 'account_key', 'SELECT, INSERT, UPDATE, DELETE');
    await grant(runner, 'crm_account', 'SELECT, INSERT, UPDATE');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
