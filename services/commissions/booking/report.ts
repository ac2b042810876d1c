import type { Money } from '#libs/database/money';

/** A deal as events of `deals` name it. */
export interface DealNames {
  readonly id: string;
  readonly partnerId: string;
  readonly reference: string;
  readonly account: { readonly id: string; readonly name: string };
}

export interface InvoiceReport {
  readonly kind: 'invoice';
  readonly invoiceId: string;
  readonly dealId: string;
  readonly amount: Money;
  readonly paidOn: string;
  readonly instalment: number | null;
}

export interface RefundReport {
  readonly kind: 'refund';
  readonly refundId: string;
  readonly invoiceId: string;
  readonly dealId: string | null;
  readonly amount: Money;
  readonly refundedOn: string;
}

export interface WonReport {
  readonly kind: 'won';
  readonly deal: DealNames;
  readonly amount: Money;
  readonly contract: string;
  readonly termMonths: number | null;
  readonly closedOn: string;
  /** leads could not take it, because the deal is won or lost: never what is heard first. */
  readonly besides?: true;
}

export interface LostReport {
  readonly kind: 'lost';
  readonly deal: DealNames;
  readonly closedOn: string;
  readonly besides?: true;
}

/** A partner became known, or a rate was published: deals that waited for that can have their terms. null: whichever partner. */
export interface TermsReport {
  readonly kind: 'terms';
  readonly partnerId: string | null;
}

/** What others tell, and the books have to follow. Amounts are checked already. */
export type Report = InvoiceReport | RefundReport | WonReport | LostReport | TermsReport;
