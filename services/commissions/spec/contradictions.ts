import { randomUUID } from 'node:crypto';
import type { ExceptionKind } from '#libs/contracts/http/commissions';
import { usd, type Desk } from './desk.ts';

type Handle = ReturnType<Desk['paid']>;

/** A partner with a deal, an invoice and a refund, of which events can tell. */
export const someSale = () => {
  const partnerId = randomUUID();
  return { partnerId, deal: { id: randomUUID(), partnerId }, invoiceId: `INV-${randomUUID()}`, refundId: `CN-${randomUUID()}`, otherDealId: randomUUID() };
};
export type Sale = ReturnType<typeof someSale>;

interface Contradiction {
  /** What is told first, and stands. */
  readonly first: (desk: Desk, sale: Sale) => readonly Handle[];
  /** What contradicts it. */
  readonly besides: (desk: Desk, sale: Sale) => Handle;
  readonly reported: object;
  readonly known: object;
  readonly names: readonly ('invoiceId' | 'refundId')[];
  /** The commission that is left where a person takes back 15.00 of the invoice; undefined where nothing can be taken back. */
  readonly leftOfTakingBack?: string;
}

const paidFirst = (desk: Desk, { deal, invoiceId }: Sale) => [desk.won(deal), desk.paid({ dealId: deal.id, invoiceId })];
const lostFirst = (desk: Desk, { deal }: Sale) => [desk.lost(deal)];
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const [win, loss] = [{ status: 'won', amount: usd('4200000.00') }, { status: 'lost', closedOn: '2026-10-01' }];
const untouched = { amount: usd('100.00'), refunded: usd('0.00') };
const ofInvoice = { names: ['invoiceId'] } as const;
const ofRefund = { names: ['invoiceId', 'refundId'], first: paidFirst, known: untouched, leftOfTakingBack: '2550' } as const;

/** Every kind of exception there is, brought about by events; one that is missing here does not compile. */
export const contradictions: Readonly<Record<ExceptionKind, Contradiction>> = {
  invoice_differs: {
    ...ofInvoice, first: paidFirst, reported: { amount: usd('101.00'), paidOn: '2026-10-15' }, known: untouched,
    besides: (desk, { deal, invoiceId }) => desk.paid({ dealId: deal.id, invoiceId, amount: usd('101.00') }),
  },
  invoice_on_lost_deal: {
    ...ofInvoice, first: lostFirst, reported: { amount: usd('100.00') }, known: loss,
    besides: (desk, { deal, invoiceId }) => desk.paid({ dealId: deal.id, invoiceId }),
  },
  invoice_currency: {
    ...ofInvoice, first: (desk, { deal }) => [desk.won(deal)], reported: { amount: eur('100.00') }, known: win,
    besides: (desk, { deal, invoiceId }) => desk.paid({ dealId: deal.id, invoiceId, amount: eur('100.00') }),
  },
  refund_differs: {
    ...ofRefund, reported: { amount: usd('25.00') }, known: { amount: usd('10.00'), refundedOn: '2026-10-20' }, leftOfTakingBack: '2250',
    first: (desk, sale) => [...paidFirst(desk, sale), desk.refunded({ invoiceId: sale.invoiceId, refundId: sale.refundId })],
    besides: (desk, { invoiceId, refundId }) => desk.refunded({ invoiceId, refundId, amount: usd('25.00') }),
  },
  refund_currency: {
    ...ofRefund, reported: { amount: eur('10.00') },
    besides: (desk, { invoiceId, refundId }) => desk.refunded({ invoiceId, refundId, amount: eur('10.00') }),
  },
  refund_exceeds_invoice: {
    ...ofRefund, reported: { amount: usd('100.01') },
    besides: (desk, { invoiceId, refundId }) => desk.refunded({ invoiceId, refundId, amount: usd('100.01') }),
  },
  refund_other_deal: {
    ...ofRefund, reported: { amount: usd('10.00') },
    besides: (desk, { invoiceId, refundId, otherDealId }) => desk.refunded({ invoiceId, refundId, dealId: otherDealId }),
  },
  deal_won_differs: { names: [], first: paidFirst, reported: { status: 'won', amount: usd('1.00') }, known: win, besides: (desk, { deal }) => desk.won({ ...deal, amount: usd('1.00') }) },
  deal_won_after_lost: { names: [], first: lostFirst, reported: win, known: loss, besides: (desk, { deal }) => desk.won(deal) },
  deal_lost_after_won: { names: [], first: paidFirst, reported: loss, known: win, besides: (desk, { deal }) => desk.lost(deal) },
};
