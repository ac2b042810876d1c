import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '#libs/database/database';

/** Something that is not as it must be. */
export interface Fault {
  readonly check: string;
  /** The journal, line, invoice or account that is meant. */
  readonly subject: string;
}

export interface Verdict {
  readonly journals: number;
  readonly lines: number;
  /** The first of each check. */
  readonly faults: readonly Fault[];
}

const shown = 20;

/** What is wrong, if a query finds a row. Half a minor unit goes away from zero, as `Money.percent` has it. */
const checks: Readonly<Record<string, string>> = {
  'a journal does not sum to zero': `SELECT journal_id::text FROM entry GROUP BY journal_id, currency HAVING sum(amount_minor) <> 0`,
  'the entries of a journal are not what it says': `
    SELECT coalesce(j.id, e.journal_id)::text
      FROM (SELECT j.*, side.account, side.amount FROM journal j CROSS JOIN LATERAL (VALUES (j.debit, j.amount_minor), (j.credit, -j.amount_minor)) AS side(account, amount)) j
      FULL JOIN entry e ON e.journal_id = j.id AND e.account = j.account
     WHERE e.journal_id IS NULL OR j.id IS NULL OR (e.amount_minor, e.partner_id, e.currency, e.period) IS DISTINCT FROM (j.amount, j.partner_id, j.currency, j.period)`,
  'the roll-up is not the fold of the entries': `
    SELECT concat_ws(' ', coalesce(b.partner_id, f.partner_id), coalesce(b.currency, f.currency), coalesce(b.period, f.period))
      FROM balance b FULL JOIN (
             SELECT partner_id, currency, period, coalesce(sum(amount_minor) FILTER (WHERE account = 'expense'), 0) AS expense, coalesce(sum(amount_minor) FILTER (WHERE account = 'held'), 0) AS held,
                    coalesce(sum(amount_minor) FILTER (WHERE account = 'payable'), 0) AS payable, coalesce(sum(amount_minor) FILTER (WHERE account = 'paid'), 0) AS paid
               FROM entry GROUP BY partner_id, currency, period) f
        ON (f.partner_id, f.currency, f.period) = (b.partner_id, b.currency, b.period)
     WHERE (b.expense, b.held, b.payable, b.paid) IS DISTINCT FROM (f.expense, f.held, f.payable, f.paid)`,
  'a line is not what its snapshot gives': `SELECT id::text FROM commission WHERE kind = 'accrual' AND amount_minor <> round(base_minor * percent / 100)`,
  'the rule of a line says something else': `
    SELECT c.id::text FROM commission c LEFT JOIN rate r ON r.rule_id = c.rule_id AND r.version = c.rule_version WHERE r.percent IS DISTINCT FROM c.percent OR r.tier IS DISTINCT FROM c.tier_at_close`,
  'what was taken back is not the share of what went back': `
    SELECT accrual_id::text FROM commission GROUP BY accrual_id
    HAVING sum(amount_minor) FILTER (WHERE kind = 'reversal') <> -round(-sum(base_minor) FILTER (WHERE kind = 'reversal') * max(percent) / 100)`,
  'more was taken back than was earned': `SELECT accrual_id::text FROM commission GROUP BY accrual_id HAVING sum(amount_minor) < 0 OR sum(base_minor) < 0`,
  'a line was not entered as it says': `
    SELECT c.id::text FROM commission c LEFT JOIN journal j ON j.commission_id = c.id AND j.cause = c.kind
     WHERE coalesce(CASE WHEN j.debit = 'expense' THEN j.amount_minor ELSE -j.amount_minor END, 0) <> c.amount_minor
        OR (j.id IS NOT NULL AND (j.partner_id, j.currency, j.period) IS DISTINCT FROM (c.partner_id, c.currency, c.period))`,
  'what is held or payable is not the sum of the lines': `
    SELECT concat_ws(' ', coalesce(b.partner_id, l.partner_id), coalesce(b.currency, l.currency))
      FROM (SELECT partner_id, currency, -sum(held) AS held, -sum(payable) AS payable FROM balance GROUP BY 1, 2) b
      FULL JOIN (SELECT partner_id, currency, coalesce(sum(amount_minor) FILTER (WHERE status <> 'payable'), 0) AS held, coalesce(sum(amount_minor) FILTER (WHERE status = 'payable'), 0) AS payable
                   FROM commission GROUP BY 1, 2) l ON (l.partner_id, l.currency) = (b.partner_id, b.currency)
     WHERE coalesce(b.held, 0) <> coalesce(l.held, 0) OR coalesce(b.payable, 0) <> coalesce(l.payable, 0)`,
  'an invoice does not count its refunds': `
    SELECT i.id FROM invoice i LEFT JOIN (SELECT accrual_id, -sum(base_minor) AS refunded FROM commission WHERE kind = 'reversal' GROUP BY 1) c ON c.accrual_id = i.commission_id
     WHERE i.refunded_minor <> coalesce(c.refunded, 0)`,
};

/** Reads the whole ledger and says whether it is sound: sums, roll-up, and every line by its own snapshot. */
@Injectable()
export class LedgerVerification {
  constructor(private readonly database: Database) {}

  verify(): Promise<Verdict> {
    return this.database.inTransaction({ kind: 'system', name: 'commissions.verify-ledger' }, (tx) => this.verdict(tx));
  }

  /** One statement, so that postings that happen meanwhile are seen whole or not at all. */
  async verdict(tx: EntityManager): Promise<Verdict> {
    // A large ledger takes longer to read than any request may.
    await tx.query(`SET LOCAL statement_timeout = '10min'`);
    const names = Object.keys(checks);
    const found = Object.values(checks).map((check, index) => `(SELECT $${index + 1}::text AS check, subject FROM (${check}) AS found(subject) LIMIT ${shown})`);
    const [row] = await tx.query<[Verdict]>(
      `SELECT (SELECT count(*)::int FROM journal) AS journals, (SELECT count(*)::int FROM commission) AS lines, coalesce((SELECT json_agg(f) FROM (${found.join(' UNION ALL ')}) f), '[]') AS faults`,
      names,
    );
    return row;
  }
}
