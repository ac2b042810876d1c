import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { Money } from '#libs/database/money';
import { Invoice } from '../invoice/invoice.entity.ts';
import { Programme } from '../setting/programme.ts';
import { Books } from './books.ts';

const now = new Date('2026-11-02T09:00:00Z');
const first = { validFrom: '2000-01-01', publishedAt: null, publishedBy: null, reason: null, cancelledAt: null };
const programme = new Programme([{ id: randomUUID(), key: 'time_zone', value: 'Etc/UTC', ...first }, { id: randomUUID(), key: 'hold_days', value: 30, ...first }]);
const usd = (amount: string) => Money.parse({ amount, currency: 'USD' });
const invoice = () => Invoice.reported({ kind: 'invoice', invoiceId: 'INV-1', dealId: randomUUID(), amount: usd('100.00'), paidOn: '2026-10-15', instalment: null }, now);
const refund = { kind: 'refund', refundId: 'CN-1', invoiceId: 'INV-1', dealId: null, amount: usd('10.00'), refundedOn: '2026-10-20' } as const;
const books = (known: Invoice) => new Books({ programme, deals: [], invoices: [known], refunds: [], lines: [], terms: new Map(), partners: new Set() }, now);

test('a refund of what earned nothing is given up; one of a line that was not read is never taken for that', () => {
  const refused = invoice();
  refused.refuse();
  expect(books(refused).follow(refund, {})).toMatchObject({ outcome: 'nothing_due' });
  const booked = invoice();
  booked.book(randomUUID());
  expect(() => books(booked).follow(refund, {})).toThrow('The line of invoice INV-1 is not open: its refund CN-1 would take nothing');
});
