import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { Money } from '#libs/database/money';
import { Deal } from '../deal/deal.entity.ts';
import { Invoice } from '../invoice/invoice.entity.ts';
import { Refund } from '../invoice/refund.entity.ts';
import { Plan } from '../rate/plan.entity.ts';
import { Commission } from './commission.entity.ts';
import { explain } from './explanation.ts';

const usd = (amount: string) => Money.parse({ amount, currency: 'USD' });
const posting = { at: new Date('2026-11-02T09:00:00Z'), period: '2026-11' };
const plan = Object.assign(new Plan(), { code: 'standard', version: 1, name: { en: 'Standard plan', de: 'Standardplan' } });
const names = { id: randomUUID(), partnerId: randomUUID(), reference: 'DEAL-7K3M-9QXD', account: { id: randomUUID(), name: 'Walmart Inc.' } };
const deal = Deal.won({ kind: 'won', deal: names, amount: usd('4200000.00'), contract: 'annual', termMonths: 36, closedOn: '2026-10-01' }, posting.at);
const terms = { tierAtClose: 'gold', ruleId: randomUUID(), ruleVersion: 2, percent: '32.5000' };
const hold = { payableOn: '2026-11-14', dueAt: new Date('2026-11-14T00:00:00Z') };

function lines(instalment: number | null = 1): { accrual: Commission; reversal: Commission } {
  const invoice = Invoice.reported({ kind: 'invoice', invoiceId: 'INV-1', dealId: deal.id, amount: usd('4200000.00'), paidOn: '2026-10-15', instalment }, posting.at);
  const accrual = Commission.accrual(invoice, deal, terms, hold, posting);
  const refund = Refund.reported({ kind: 'refund', refundId: 'CN-1', invoiceId: 'INV-1', dealId: null, amount: usd('200000.00'), refundedOn: '2026-10-20' }, posting.at);
  return { accrual, reversal: Commission.reversal(accrual, invoice, refund, posting) };
}

const sentences = {
  accrual: {
    en: 'Walmart Inc. paid USD 4,200,000.00 on 15 October 2026 (invoice INV-1, instalment 1). The deal DEAL-7K3M-9QXD was closed on 1 October 2026; you were Gold then, and Standard plan, version 2, gives 32.5% of what is paid: USD 1,365,000.00.',
    de: 'Walmart Inc. hat am 15. Oktober 2026 4.200.000,00 USD gezahlt (Rechnung INV-1, Rate 1). Der Deal DEAL-7K3M-9QXD wurde am 1. Oktober 2026 abgeschlossen; Sie waren damals Gold, und Standardplan, Fassung 2, gibt 32,5\u00a0% von dem, was gezahlt wird: 1.365.000,00 USD.',
  },
  reversal: {
    en: 'USD 200,000.00 of invoice INV-1 went back to Walmart Inc. on 20 October 2026 (refund CN-1). 32.5% of it, as was credited for the deal DEAL-7K3M-9QXD, is taken back: USD -65,000.00. It is rounded on all that went back of the invoice so far, so a refund of the whole leaves exactly nothing.',
    de: '200.000,00 USD der Rechnung INV-1 gingen am 20. Oktober 2026 an Walmart Inc. zurück (Erstattung CN-1). Davon werden 32,5\u00a0%, wie für den Deal DEAL-7K3M-9QXD gutgeschrieben, zurückgenommen: -65.000,00 USD. Gerundet wird auf alles, was bisher von der Rechnung zurückging; eine volle Erstattung lässt also genau nichts übrig.',
  },
} as const;
const held = { en: 'It is held until 14 November 2026.', de: 'Der Betrag wird bis 14. November 2026 zurückgehalten.' };
const cancelled = { en: 'All of the invoice went back before the hold ended: nothing is left to be paid.', de: 'Die ganze Rechnung ging vor Ende der Frist zurück: es bleibt nichts auszuzahlen.' };
const states = {
  accrual: { held, payable: { en: 'It has been payable since 14 November 2026.', de: 'Der Betrag ist seit 14. November 2026 auszahlbar.' }, cancelled },
  reversal: { held, payable: { en: 'It counts against what is payable.', de: 'Der Betrag mindert, was auszahlbar ist.' }, cancelled },
} as const;
const moves = { held: () => undefined, payable: (line: Commission) => line.release(), cancelled: (line: Commission) => line.cancel() } as const;

describe.each(['accrual', 'reversal'] as const)('the line of kind %s', (kind) => {
  test.each(['held', 'payable', 'cancelled'] as const)('that is %s says so in whole sentences', (status) => {
    const line = lines()[kind];
    moves[status](line);
    for (const locale of ['en', 'de'] as const) expect(explain(line, deal, plan, locale)).toMatchObject({ locale, text: `${sentences[kind][locale]} ${states[kind][status][locale]}` });
  });
});

test('an invoice without instalments names none', () => {
  const { accrual } = lines(null);
  for (const [locale, named] of [['en', '(invoice INV-1).'], ['de', '(Rechnung INV-1).']] as const) expect(explain(accrual, deal, plan, locale).text).toContain(named);
});

test('the reckoning is told step by step, with the refund where something went back', () => {
  const steps = (line: Commission, locale: 'en' | 'de') => explain(line, deal, plan, locale).steps.map(({ label, value }) => `${label}: ${value}`);
  const { accrual, reversal } = lines();
  expect(steps(accrual, 'en')).toEqual([
    'Deal: DEAL-7K3M-9QXD, Walmart Inc.', 'Invoice: INV-1, instalment 1', 'Net cash received: USD 4,200,000.00', 'Tier on the closing date: Gold',
    'Rule: Standard plan, version 2', 'Rate: 32.5%', 'Commission: USD 1,365,000.00', 'Payable on: 14 November 2026',
  ]);
  expect(steps(reversal, 'de')).toEqual([
    'Deal: DEAL-7K3M-9QXD, Walmart Inc.', 'Rechnung: INV-1, Rate 1', 'Erstattung: CN-1', 'Zahlungseingang netto: -200.000,00 USD', 'Stufe am Abschlusstag: Gold',
    'Regel: Standardplan, Fassung 2', 'Satz: 32,5\u00a0%', 'Provision: -65.000,00 USD', 'Auszahlbar ab: 14. November 2026',
  ]);
});
