import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { Commission } from '../commission/commission.entity.ts';
import { Deal } from '../deal/deal.entity.ts';
import { CommissionException } from '../exception/commission-exception.entity.ts';
import { Invoice } from '../invoice/invoice.entity.ts';
import { Refund } from '../invoice/refund.entity.ts';
import { Journal } from '../ledger/journal.entity.ts';
import { commissions } from '../service.ts';
import { rowsOf } from './row.writer.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase(commissions);
});
afterAll(() => db?.drop());

test.each([Deal, Invoice, Refund, Commission, Journal, CommissionException])('%p declares its columns in the order of its table', async (entity) => {
  const { tableName, columns } = db.dataSource.getMetadata(entity);
  const inTable = await db.query<{ column_name: string }>(`SELECT column_name FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position`, [tableName]);
  expect(columns.map(({ databaseName }) => databaseName)).toEqual(inTable.map(({ column_name: name }) => name));
});

test.each(['', 'NULL', ' a ', 'O’Hara & "Søns", (Inc.)', "it's {a,b}", String.raw`back\slash\\"quoted\"`, 'line\nbreak', '名前 🙂'])('the text %j comes through as it is', async (text) => {
  const deal = { partnerId: randomUUID(), accountId: randomUUID(), status: 'won', closedOn: '2026-11-25', amountMinor: 9_007_199_254_740_993n, currency: 'USD', contract: 'one_off', termMonths: null };
  const terms = { tierAtClose: null, ruleId: null, ruleVersion: null, percent: null, reportedAt: new Date('2026-11-25T12:00:00.123Z') };
  const rows = ['1', '2'].map((place) => Object.assign(new Deal(), { id: randomUUID(), reference: `${text}${place}`, accountName: text, ...deal, ...terms }));
  const sent = rowsOf(db.dataSource.manager, Deal, rows);
  const came = await db.query<object>(`SELECT id, reference, account_name, amount_minor, term_months, reported_at FROM unnest($1::deal[])`, [sent]);
  expect(came).toEqual(
    rows.map(({ id, reference }) => ({ id, reference, account_name: text, amount_minor: '9007199254740993', term_months: null, reported_at: terms.reportedAt })),
  );
});

test('figures in JSON come through as they are, and no rows are nothing', async () => {
  const figures = { dealId: 'a "quoted" \\ one', amount: { amount: '1.00', currency: 'USD' } };
  const about = { partnerId: null, dealId: null, invoiceId: 'INV (1), "x"', refundId: null };
  const raised = CommissionException.raised('invoice_differs', about, figures, figures, new Date('2026-11-25T12:00:00Z'));
  const came = await db.query<object>('SELECT invoice_id, reported FROM unnest($1::commission_exception[])', [rowsOf(db.dataSource.manager, CommissionException, [raised])]);
  expect(came).toEqual([{ invoice_id: about.invoiceId, reported: figures }]);
  expect(rowsOf(db.dataSource.manager, Deal, [])).toBeNull();
});
