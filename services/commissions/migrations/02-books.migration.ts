import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';
import { enableRowLevelSecurity, ownPartner, vendorAndSystem } from '#libs/database/row-level-security';

/** What others have told (partners, deals, invoices, refunds), the lines that follow from it, and what contradicts it. */
export class Books1790000000002 implements MigrationInterface {
  readonly name = 'Books1790000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE partner (
        partner_id uuid PRIMARY KEY,
        company_name text NOT NULL,
        tier text NOT NULL,
        sequence bigint NOT NULL
      );
      -- Which tier a partner had since when.
      CREATE TABLE partner_tier (
        partner_id uuid NOT NULL REFERENCES partner,
        valid_from timestamptz NOT NULL,
        tier text NOT NULL,
        PRIMARY KEY (partner_id, valid_from)
      );

      -- Deals that were won or lost. The terms are what the partner earns by it: tier and rate as they counted on the closing date.
      CREATE TABLE deal (
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL,
        reference text NOT NULL,
        account_id uuid NOT NULL,
        account_name text NOT NULL,
        status text NOT NULL CHECK (status IN ('won', 'lost')),
        closed_on date NOT NULL,
        amount_minor bigint,
        currency char(3),
        contract text,
        term_months integer,
        tier_at_close text,
        rule_id uuid,
        rule_version integer,
        percent numeric(7, 4),
        terms_due_at timestamptz,
        reported_at timestamptz NOT NULL,
        CHECK (status = 'lost' OR (amount_minor > 0 AND currency IS NOT NULL AND contract IS NOT NULL)),
        CHECK ((rule_id IS NULL) = (tier_at_close IS NULL) AND (rule_id IS NULL) = (rule_version IS NULL) AND (rule_id IS NULL) = (percent IS NULL))
      );
      CREATE INDEX deal_without_terms ON deal (partner_id) WHERE status = 'won' AND rule_id IS NULL;
      CREATE INDEX deal_terms_due ON deal (terms_due_at) WHERE terms_due_at IS NOT NULL;

      CREATE TABLE invoice (
        id text PRIMARY KEY,
        deal_id uuid NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        currency char(3) NOT NULL,
        paid_on date NOT NULL,
        instalment integer,
        status text NOT NULL CHECK (status IN ('waiting', 'booked', 'refused')),
        waiting_for text,
        refunded_minor bigint NOT NULL CHECK (refunded_minor BETWEEN 0 AND amount_minor),
        commission_id uuid,
        received_at timestamptz NOT NULL,
        CHECK ((status = 'waiting') = (waiting_for IS NOT NULL)),
        CHECK ((status = 'booked') = (commission_id IS NOT NULL))
      );
      CREATE INDEX invoice_waiting ON invoice (deal_id) WHERE status = 'waiting';

      CREATE TABLE refund (
        id text PRIMARY KEY,
        invoice_id text NOT NULL,
        deal_id uuid,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        currency char(3) NOT NULL,
        refunded_on date NOT NULL,
        status text NOT NULL CHECK (status IN ('waiting', 'booked', 'void', 'refused')),
        commission_id uuid,
        received_at timestamptz NOT NULL,
        CHECK ((status = 'booked') = (commission_id IS NOT NULL))
      );
      CREATE INDEX refund_waiting ON refund (invoice_id) WHERE status = 'waiting';

      -- A line of a statement, with everything that explains it. Status and due date alone ever change.
      CREATE TABLE commission (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('accrual', 'reversal')),
        partner_id uuid NOT NULL,
        deal_id uuid NOT NULL REFERENCES deal,
        invoice_id text NOT NULL,
        refund_id text,
        accrual_id uuid NOT NULL,
        instalment integer,
        base_minor bigint NOT NULL,
        amount_minor bigint NOT NULL,
        currency char(3) NOT NULL,
        tier_at_close text NOT NULL,
        rule_id uuid NOT NULL,
        rule_version integer NOT NULL,
        percent numeric(7, 4) NOT NULL,
        occurred_on date NOT NULL,
        payable_on date NOT NULL,
        status text NOT NULL CHECK (status IN ('held', 'payable', 'cancelled')),
        due_at timestamptz,
        posted_at timestamptz NOT NULL,
        period char(7) NOT NULL,
        number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
        FOREIGN KEY (rule_id, rule_version) REFERENCES rate,
        CHECK (CASE kind WHEN 'accrual' THEN amount_minor >= 0 AND base_minor > 0 AND refund_id IS NULL AND accrual_id = id
                         ELSE amount_minor <= 0 AND base_minor < 0 AND refund_id IS NOT NULL END),
        CHECK ((status = 'held') = (due_at IS NOT NULL))
      );
      CREATE INDEX commission_partner ON commission (partner_id, posted_at, number);
      CREATE INDEX commission_posted ON commission (posted_at, number);
      CREATE INDEX commission_deal ON commission (deal_id);
      CREATE INDEX commission_accrual ON commission (accrual_id);
      CREATE INDEX commission_due ON commission (due_at) WHERE status = 'held';

      CREATE TABLE commission_exception (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        partner_id uuid,
        deal_id uuid,
        invoice_id text,
        refund_id text,
        reported jsonb NOT NULL,
        known jsonb NOT NULL,
        raised_at timestamptz NOT NULL,
        settled_at timestamptz,
        settled_by uuid,
        reason text,
        CHECK ((settled_at IS NULL) = (settled_by IS NULL) AND (settled_at IS NULL) = (reason IS NULL))
      );
      CREATE INDEX commission_exception_open ON commission_exception (raised_at, id) WHERE settled_at IS NULL;
    `);
    for (const table of ['partner_tier', 'invoice', 'refund', 'commission_exception']) await enableRowLevelSecurity(runner, table, [vendorAndSystem()]);
    for (const table of ['partner', 'deal', 'commission']) await enableRowLevelSecurity(runner, table, [vendorAndSystem(), ownPartner('partner_id', 'SELECT')]);
    await grant(runner, 'partner', 'SELECT, INSERT, UPDATE');
    await grant(runner, 'partner_tier', 'SELECT, INSERT, UPDATE');
    await grant(runner, 'deal', 'SELECT, INSERT, UPDATE (tier_at_close, rule_id, rule_version, percent, terms_due_at)');
    await grant(runner, 'invoice', 'SELECT, INSERT, UPDATE (status, waiting_for, refunded_minor, commission_id)');
    await grant(runner, 'refund', 'SELECT, INSERT, UPDATE (status, commission_id)');
    await grant(runner, 'commission', 'SELECT, INSERT, UPDATE (status, due_at)');
    await grant(runner, 'commission_exception', 'SELECT, INSERT, UPDATE (settled_at, settled_by, reason)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
