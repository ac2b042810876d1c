import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';
import { enableRowLevelSecurity, ownPartner, policy, vendorAndSystem } from '#libs/database/row-level-security';
import { dealFunctions } from './deal.functions.ts';

/** Registrations with what belongs to them, and the reservations by which only one of several is protected. */
export class Deal1780000000003 implements MigrationInterface {
  readonly name = 'Deal1780000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE deal (
        id uuid PRIMARY KEY,
        reference text NOT NULL CONSTRAINT deal_reference_key UNIQUE,
        version integer NOT NULL,
        partner_id uuid NOT NULL,
        seller_id uuid NOT NULL,
        source_kind text NOT NULL CHECK (source_kind IN ('registration', 'lead')),
        status text NOT NULL CHECK (status IN ('submitted', 'queued', 'approved', 'returned', 'rejected', 'withdrawn', 'won', 'lost', 'expired', 'revoked')),
        account_id uuid NOT NULL,
        -- As the partner wrote them.
        account_name text NOT NULL,
        website text,
        country char(2) NOT NULL,
        product_families text[] NOT NULL CHECK (cardinality(product_families) > 0),
        estimated_value_minor bigint NOT NULL CHECK (estimated_value_minor > 0),
        estimated_value_currency char(3) NOT NULL,
        contract text NOT NULL CHECK (contract IN ('one_off', 'annual')),
        term_months integer CHECK (contract = 'annual' OR term_months IS NULL),
        expected_close_on date NOT NULL,
        contact_name text,
        notes text,
        outcome text NOT NULL CHECK (outcome IN ('clear', 'queued', 'needs_review', 'rejected')),
        reason text NOT NULL,
        -- Customers that it may be, with why; for reviewers alone.
        candidates jsonb NOT NULL,
        registered_at timestamptz NOT NULL,
        approved_at timestamptz,
        protected_until timestamptz,
        active_since timestamptz,
        reminded_days integer,
        inactivity_warned boolean NOT NULL,
        due_at timestamptz,
        extension text CHECK (extension IN ('requested', 'granted', 'refused')),
        rejection_reason text,
        rejection_note text,
        return_note text,
        won_amount_minor bigint CHECK (won_amount_minor > 0),
        won_amount_currency char(3),
        won_contract text,
        won_term_months integer,
        closed_on date,
        lost_reason text,
        CHECK ((won_amount_minor IS NULL) = (won_amount_currency IS NULL)),
        CHECK ((status = 'won') = (won_amount_minor IS NOT NULL)),
        CHECK (due_at IS NULL OR status = 'approved')
      ) WITH (toast_tuple_target = 4080);
      -- Ids are made when a deal is registered and grow with time: they are the order of registration, and need no further index.
      CREATE INDEX deal_partner ON deal (partner_id, id);
      CREATE INDEX deal_account ON deal (account_id);
      CREATE INDEX deal_due_at ON deal (due_at) WHERE due_at IS NOT NULL;

      -- One protected or undecided registration per customer and product family; the deciding code alone reads it. \`ending\` until the next in
      -- the queue has been looked for: whoever registers in between goes behind the queue.
      CREATE TABLE reservation (
        account_id uuid NOT NULL,
        family text COLLATE "C" NOT NULL,
        deal_id uuid NOT NULL,
        ending text CHECK (ending IN ('freed', 'closed')),
        PRIMARY KEY (account_id, family)
      );
      CREATE INDEX reservation_deal ON reservation (deal_id);
      CREATE INDEX reservation_ending ON reservation (account_id) WHERE ending IS NOT NULL;

      -- No foreign key: rows are written beside their deal, and looking it up again costs every registration.
      CREATE TABLE deal_history (
        id uuid PRIMARY KEY,
        deal_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        at timestamptz NOT NULL,
        actor_kind text NOT NULL,
        actor_id text,
        event text NOT NULL,
        from_status text,
        to_status text NOT NULL,
        why text,
        internal boolean NOT NULL
      );
      CREATE INDEX deal_history_deal ON deal_history (deal_id, id);

      CREATE TABLE deal_activity (
        id uuid PRIMARY KEY,
        deal_id uuid NOT NULL REFERENCES deal,
        partner_id uuid NOT NULL,
        kind text NOT NULL,
        done_on date NOT NULL,
        note text NOT NULL,
        logged_by uuid NOT NULL,
        logged_at timestamptz NOT NULL
      );
      CREATE INDEX deal_activity_deal ON deal_activity (deal_id, id);

      -- One a deal.
      CREATE TABLE deal_extension (
        id uuid PRIMARY KEY,
        deal_id uuid NOT NULL UNIQUE REFERENCES deal,
        partner_id uuid NOT NULL,
        status text NOT NULL CHECK (status IN ('requested', 'granted', 'refused')),
        reason text,
        requested_by uuid NOT NULL,
        requested_at timestamptz NOT NULL,
        note text,
        decided_by uuid,
        decided_at timestamptz
      );

      -- What the CRM reported and a deal could not take.
      CREATE TABLE held_report (
        id uuid PRIMARY KEY,
        deal_id uuid NOT NULL,
        report text NOT NULL CHECK (report IN ('won', 'lost')),
        problem text NOT NULL,
        detail text NOT NULL,
        data jsonb NOT NULL,
        source text NOT NULL,
        event_id text NOT NULL,
        held_at timestamptz NOT NULL,
        settled_at timestamptz,
        settled_by uuid,
        settle_note text
      );
      CREATE INDEX held_report_held_at ON held_report (held_at, id);
    `);
    for (const text of dealFunctions) await runner.query(text);
    await enableRowLevelSecurity(runner, 'deal', [vendorAndSystem(), ownPartner()]);
    const ownVisible = `partner_id = (SELECT actor_partner_id()) AND NOT internal`;
    await enableRowLevelSecurity(runner, 'deal_history', [vendorAndSystem(), policy('own_partner', 'ALL', ownVisible)]);
    await enableRowLevelSecurity(runner, 'deal_activity', [vendorAndSystem(), ownPartner()]);
    await enableRowLevelSecurity(runner, 'deal_extension', [vendorAndSystem(), ownPartner()]);
    await enableRowLevelSecurity(runner, 'held_report', [vendorAndSystem()]);
    await grant(runner, 'deal', 'SELECT, INSERT, UPDATE');
    await grant(runner, 'reservation', 'SELECT, INSERT, UPDATE, DELETE');
    await grant(runner, 'deal_history', 'SELECT, INSERT');
    await grant(runner, 'deal_activity', 'SELECT, INSERT');
    await grant(runner, 'deal_extension', 'SELECT, INSERT, UPDATE');
    await grant(runner, 'held_report', 'SELECT, INSERT, UPDATE (settled_at, settled_by, settle_note)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
