import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a booking reads, and what it writes, each in one call; functions, because their plans are kept by the session. They reckon nothing.
 * Both run with the caller's rights: what those forbid, they cannot do either.
 */
export class Booking1790000000004 implements MigrationInterface {
  readonly name = 'Booking1790000000004';

  async up(runner: QueryRunner): Promise<void> {
    // The second statement sees what was committed before the locks were got. Figures as text, since JSON's numbers would not hold them exactly.
    await runner.query(`
      CREATE FUNCTION read_books(keys text[], invoice_ids text[], refund_ids text[], expected_in text[], deal_ids uuid[], OUT invoices json, OUT refunds json, OUT deals json) LANGUAGE plpgsql SET enable_seqscan = off AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended(key, 4713)) FROM unnest(keys) AS key;
        SELECT (SELECT json_agg(r) FROM (SELECT id, deal_id, amount_minor::text, currency, paid_on, instalment, status, waiting_for, refunded_minor::text, commission_id, received_at
                                           FROM invoice WHERE id = ANY (invoice_ids)) r),
               (SELECT json_agg(r) FROM (SELECT id, invoice_id, deal_id, amount_minor::text, currency, refunded_on, status, commission_id, received_at
                                           FROM refund WHERE id = ANY (refund_ids) OR (invoice_id = ANY (expected_in) AND status = 'waiting')) r),
               (SELECT json_agg(r) FROM (SELECT id, partner_id, reference, account_id, account_name, status, closed_on, amount_minor::text, currency, contract, term_months,
                                                tier_at_close, rule_id, rule_version, percent::text, reported_at
                                           FROM deal WHERE id = ANY (deal_ids)) r)
          INTO invoices, refunds, deals;
      END $$;
    `);
    // Whoever writes knows which rows are new: an upsert would look each of those up first.
    await runner.query(`
      -- Without sequential scans, because the checks of foreign keys keep their plans too: made on empty, analysed tables, one took 50 ms at 100,000 rows.
      CREATE FUNCTION write_books(deals deal[], invoices invoice[], refunds refund[], commissions commission[], journals journal[], exceptions commission_exception[],
                                  changed_deals deal[], changed_invoices invoice[], changed_refunds refund[], changed_commissions commission[]) RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $$
      BEGIN
        IF deals IS NOT NULL THEN
          INSERT INTO deal SELECT * FROM unnest(deals);
        END IF;
        IF changed_deals IS NOT NULL THEN
          UPDATE deal d SET tier_at_close = c.tier_at_close, rule_id = c.rule_id, rule_version = c.rule_version, percent = c.percent
            FROM unnest(changed_deals) c WHERE d.id = c.id;
        END IF;
        IF invoices IS NOT NULL THEN
          INSERT INTO invoice SELECT * FROM unnest(invoices);
        END IF;
        IF changed_invoices IS NOT NULL THEN
          UPDATE invoice i SET status = c.status, waiting_for = c.waiting_for, refunded_minor = c.refunded_minor, commission_id = c.commission_id
            FROM unnest(changed_invoices) c WHERE i.id = c.id;
        END IF;
        IF refunds IS NOT NULL THEN
          INSERT INTO refund SELECT * FROM unnest(refunds);
        END IF;
        IF changed_refunds IS NOT NULL THEN
          UPDATE refund r SET status = c.status, commission_id = c.commission_id FROM unnest(changed_refunds) c WHERE r.id = c.id;
        END IF;
        IF commissions IS NOT NULL THEN
          -- Lines get their numbers here, in the order in which they were entered.
          INSERT INTO commission OVERRIDING USER VALUE SELECT * FROM unnest(commissions);
        END IF;
        IF changed_commissions IS NOT NULL THEN
          UPDATE commission l SET status = c.status, due_at = c.due_at FROM unnest(changed_commissions) c WHERE l.id = c.id;
        END IF;
        IF journals IS NOT NULL THEN
          INSERT INTO journal SELECT * FROM unnest(journals);
        END IF;
        IF exceptions IS NOT NULL THEN
          INSERT INTO commission_exception SELECT * FROM unnest(exceptions) ON CONFLICT (id) DO NOTHING;
        END IF;
      END $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
