import { z } from 'zod';
import { defineTopic } from '../topic.ts';
import { line, paragraph } from '../text.ts';
import { contractForm, country, day, id, positiveMoney, termMonths } from '../primitives.ts';

/** What the CRM calls one of its own records; its form is the CRM's business. */
const foreignId = line(200);

/**
 * Written by a system that is not ours, in the binary or the structured mode of CloudEvents. A deal is named by the id that `deals` gave it,
 * in the data: the record key orders the events, nothing else. Amounts are net of tax.
 */
export const crm = defineTopic({
  name: 'crm',
  owner: 'outside',
  key: 'deal id; account id for accounts',
  description: 'Accounts, deals won or lost, invoices paid and refunded, as the vendor\'s CRM reports them.',
  events: {
    'account.upserted.v1': {
      summary: 'An end customer as the CRM knows it now; named accounts and those with direct pipeline are not open to registration.',
      data: z.object({
        accountId: foreignId,
        name: line(300),
        website: line(300).nullish(),
        country,
        industry: line(200).nullish(),
        named: z.boolean(),
        directPipeline: z.boolean(),
        /** Why it is closed to registration, where it is; for the vendor's people. */
        reason: paragraph(500).nullish(),
      }),
    },
    'opportunity.won.v1': {
      summary: 'The customer signed.',
      data: z.object({ dealId: id, amount: positiveMoney, contract: contractForm, termMonths: termMonths.nullish(), closedOn: day }),
    },
    'opportunity.lost.v1': {
      summary: 'The customer decided otherwise.',
      data: z.object({ dealId: id, reason: paragraph(2000), closedOn: day }),
    },
    'invoice.paid.v1': {
      summary: 'The customer paid an invoice, or one instalment of an annual contract.',
      data: z.object({ invoiceId: foreignId, dealId: id, amount: positiveMoney, paidOn: day, instalment: z.number().int().min(1).max(1200).nullish() }),
    },
    'invoice.refunded.v1': {
      summary: 'Money of a paid invoice went back, all of it or a part.',
      data: z.object({ refundId: foreignId, invoiceId: foreignId, dealId: id.nullish(), amount: positiveMoney, refundedOn: day }),
    },
  },
});
