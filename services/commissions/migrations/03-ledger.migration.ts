import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';
import { enableRowLevelSecurity, ownPartner, vendorAndSystem } from '#libs/database/row-level-security';

const accounts = `('expense', 'held', 'payable', 'paid')`;

/**
 * The ledger. Who posts writes a journal, "so much from one account to another", and may do nothing else: the two entries and the roll-up of balances are
 * written by a trigger with the owner's rights, and nobody else can write there. So no journal can be unbalanced, none can get entries later,
 * and none can be changed: it takes a superuser to switch the triggers off.
 * An entry's amount is signed, debits above zero: what the partner is owed stands below zero in `held` and `payable`.
 */
export class Ledger1790000000003 implements MigrationInterface {
  readonly name = 'Ledger1790000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE journal (
        id uuid PRIMARY KEY,
        commission_id uuid NOT NULL REFERENCES commission,
        cause text NOT NULL CHECK (cause IN ('accrual', 'reversal', 'release')),
        partner_id uuid NOT NULL,
        currency char(3) NOT NULL,
        debit text NOT NULL CHECK (debit IN ${accounts}),
        credit text NOT NULL CHECK (credit IN ${accounts}),
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        posted_at timestamptz NOT NULL,
        period char(7) NOT NULL CHECK (period ~ '^\\d{4}-\\d{2}$'),
        CHECK (debit <> credit)
      );
      CREATE INDEX journal_commission ON journal (commission_id);

      CREATE TABLE entry (
        journal_id uuid NOT NULL,
        account text NOT NULL CHECK (account IN ${accounts}),
        partner_id uuid NOT NULL,
        currency char(3) NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
        period char(7) NOT NULL,
        PRIMARY KEY (journal_id, account)
      );

      -- The fold of the entries by partner, currency and month. Room on the page keeps its updates heap-only.
      CREATE TABLE balance (
        partner_id uuid NOT NULL,
        currency char(3) NOT NULL,
        period char(7) NOT NULL,
        expense bigint NOT NULL,
        held bigint NOT NULL,
        payable bigint NOT NULL,
        paid bigint NOT NULL,
        PRIMARY KEY (partner_id, currency, period),
        CHECK (expense::numeric + held + payable + paid = 0)
      ) WITH (fillfactor = 70);

      -- Rows of the roll-up are locked in one order, so that two postings cannot deadlock over them.
      -- pg_temp last: unnamed it is searched first, and a caller's temporary table \`entry\` would get the entries.
      CREATE FUNCTION journal_posted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        INSERT INTO entry (journal_id, account, partner_id, currency, amount_minor, period)
          SELECT p.id, side.account, p.partner_id, p.currency, side.amount, p.period
            FROM posted p CROSS JOIN LATERAL (VALUES (p.debit, p.amount_minor), (p.credit, -p.amount_minor)) AS side(account, amount);
        INSERT INTO balance AS b (partner_id, currency, period, expense, held, payable, paid)
          SELECT partner_id, currency, period, sum(amount) FILTER (WHERE account = 'expense'), sum(amount) FILTER (WHERE account = 'held'),
                 sum(amount) FILTER (WHERE account = 'payable'), sum(amount) FILTER (WHERE account = 'paid')
            FROM (SELECT p.partner_id, p.currency, p.period, side.account, side.amount
                    FROM posted p CROSS JOIN LATERAL (VALUES (p.debit, p.amount_minor), (p.credit, -p.amount_minor),
                      ('expense', 0), ('held', 0), ('payable', 0), ('paid', 0)) AS side(account, amount)) moved
           GROUP BY partner_id, currency, period ORDER BY partner_id, currency, period
        ON CONFLICT (partner_id, currency, period) DO UPDATE SET expense = b.expense + excluded.expense, held = b.held + excluded.held,
          payable = b.payable + excluded.payable, paid = b.paid + excluded.paid;
        RETURN NULL;
      END $$;
      CREATE TRIGGER journal_posted AFTER INSERT ON journal REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION journal_posted();

      CREATE FUNCTION ledger_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the ledger is only ever added to: correct it by another journal' USING ERRCODE = 'PMC02';
      END $$;
      CREATE TRIGGER journal_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_final();
      CREATE TRIGGER entry_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_final();
      CREATE TRIGGER balance_is_final BEFORE DELETE OR TRUNCATE ON balance FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_final();
    `);
    for (const table of ['journal', 'entry', 'balance']) await enableRowLevelSecurity(runner, table, [vendorAndSystem(), ownPartner('partner_id', 'SELECT')]);
    await grant(runner, 'journal', 'SELECT, INSERT');
    await grant(runner, 'entry', 'SELECT');
    await grant(runner, 'balance', 'SELECT');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
