import type { ExceptionKind, Figures, ReportAnswer } from '#libs/contracts/http/commissions';
import type { MessageContext } from '#libs/messaging/context';
import { Commission, type Posting } from '../commission/commission.entity.ts';
import { Deal } from '../deal/deal.entity.ts';
import { CommissionException } from '../exception/commission-exception.entity.ts';
import { Invoice } from '../invoice/invoice.entity.ts';
import { Refund } from '../invoice/refund.entity.ts';
import { Journal } from '../ledger/journal.entity.ts';
import { monthOf } from '../setting/calendar.ts';
import type { Programme } from '../setting/programme.ts';
import type { Read } from './book.reader.ts';
import type { InvoiceReport, LostReport, RefundReport, Report, WonReport } from './report.ts';

const byId = <T extends { readonly id: string }>(rows: readonly T[]): Map<string, T> => new Map(rows.map((row) => [row.id, row]));

/** The books, opened for some reports: what is known of them, and what follows. Nothing here waits or writes. */
export class Books {
  readonly deals: Map<string, Deal>;
  readonly invoices: Map<string, Invoice>;
  readonly refunds: Map<string, Refund>;
  readonly lines: Map<string, Commission>;
  /** What is to be written. */
  readonly changed = { deals: new Set<Deal>(), invoices: new Set<Invoice>(), refunds: new Set<Refund>(), lines: new Set<Commission>() };
  /** New lines, each with the context of the report that it follows from. */
  readonly entered: { readonly line: Commission; readonly context: MessageContext }[] = [];
  readonly journals: Journal[] = [];
  readonly exceptions: CommissionException[] = [];
  private readonly programme: Programme;
  private readonly posting: Posting;
  private readonly today: string;
  private readonly known: ReadonlySet<object>;
  private context: MessageContext = {};

  constructor(
    private readonly read: Read,
    now: Date,
  ) {
    this.deals = byId(read.deals);
    this.invoices = byId(read.invoices);
    this.refunds = byId(read.refunds);
    this.lines = byId(read.lines);
    this.known = new Set([...read.deals, ...read.invoices, ...read.refunds, ...read.lines]);
    this.programme = read.programme;
    this.today = read.programme.today(now);
    this.posting = { at: now, period: monthOf(this.today) };
  }

  /** Follows one report. Reports that were followed before have no effect; those that contradict them raise an exception. */
  follow(report: Report, context: MessageContext): ReportAnswer {
    this.context = context;
    const raised = this.exceptions.length;
    switch (report.kind) {
      case 'invoice':
        return this.answer(this.followInvoice(report), raised);
      case 'refund':
        return this.answer(this.followRefund(report), raised);
      case 'won':
      case 'lost':
        this.followDeal(report);
        return this.answer(null, raised);
      case 'terms':
        for (const deal of this.deals.values()) if (deal.status === 'won' && deal.terms === null) this.agreeTerms(deal);
        return this.answer(null, raised);
    }
  }

  /** Whether a row of `changed` is there already. */
  isKnown(row: object): boolean {
    return this.known.has(row);
  }

  private followInvoice(report: InvoiceReport): Invoice {
    const known = this.invoices.get(report.invoiceId);
    if (known !== undefined) {
      if (!known.wasReportedAs(report)) this.raise('invoice_differs', known, figuresOf(report), known.figures);
      return known;
    }
    const invoice = Invoice.reported(report, this.posting.at);
    this.invoices.set(invoice.id, invoice);
    this.settle(invoice);
    return invoice;
  }

  private followRefund(report: RefundReport): Refund {
    const known = this.refunds.get(report.refundId);
    if (known !== undefined) {
      if (!known.wasReportedAs(report)) this.raise('refund_differs', this.invoices.get(known.invoiceId), figuresOf(report), known.figures, known.id);
      return known;
    }
    const refund = Refund.reported(report, this.posting.at);
    this.refunds.set(refund.id, refund);
    this.changed.refunds.add(refund);
    const invoice = this.invoices.get(refund.invoiceId);
    if (invoice !== undefined) this.settleRefund(refund, invoice);
    return refund;
  }

  private followDeal(report: WonReport | LostReport): void {
    const known = this.deals.get(report.deal.id);
    if (known !== undefined) {
      if (report.kind === 'lost' && known.status === 'won') this.raiseOf(known, 'deal_lost_after_won', report);
      if (report.kind === 'won' && known.status === 'lost') this.raiseOf(known, 'deal_won_after_lost', report);
      if (report.kind === 'won' && known.status === 'won' && !known.wasWonAs(report)) this.raiseOf(known, 'deal_won_differs', report);
      return;
    }
    if (report.besides === true) return;
    const deal = report.kind === 'won' ? Deal.won(report, this.posting.at) : Deal.lost(report, this.posting.at);
    this.deals.set(deal.id, deal);
    this.changed.deals.add(deal);
    if (this.isAhead(deal)) deal.awaitClosingDay(this.programme.startOf(deal.closedOn));
    if (deal.status === 'won') this.agreeTerms(deal);
    else this.settleWaiting(deal);
  }

  private agreeTerms(deal: Deal): void {
    const terms = this.isAhead(deal) ? undefined : this.read.terms.get(deal.id);
    if (terms !== undefined) {
      deal.agree(terms);
      this.changed.deals.add(deal);
    }
    this.settleWaiting(deal);
  }

  /** Another rate, or tier, can still come to count on the closing day. */
  private isAhead({ status, closedOn }: Deal): boolean {
    return status === 'won' && closedOn > this.today;
  }

  private settleWaiting(deal: Deal): void {
    for (const invoice of this.invoices.values()) if (invoice.dealId === deal.id && invoice.status === 'waiting') this.settle(invoice);
  }

  /** Enters what an invoice earns, as soon as everything is known; then what went back of it. */
  private settle(invoice: Invoice): void {
    this.changed.invoices.add(invoice);
    const deal = this.deals.get(invoice.dealId);
    if (deal === undefined) return invoice.wait('deal');
    if (deal.status === 'lost') this.refuse(invoice, deal, 'invoice_on_lost_deal');
    else if (deal.currency !== invoice.currency) this.refuse(invoice, deal, 'invoice_currency');
    else if (deal.terms === null) return invoice.wait(this.isAhead(deal) ? 'closing_day' : this.read.partners.has(deal.partnerId) ? 'rate' : 'partner');
    else {
      const accrual = Commission.accrual(invoice, deal, deal.terms, this.programme.holdOf(invoice.paidOn), this.posting);
      invoice.book(accrual.id);
      this.enter(accrual);
    }
    // In one order, whenever they came: the cent that is rounded goes to the same refund.
    const refunds = [...this.refunds.values()].filter((refund) => refund.invoiceId === invoice.id && refund.status === 'waiting');
    for (const refund of refunds.toSorted((a, b) => (a.refundedOn === b.refundedOn ? compare(a.id, b.id) : compare(a.refundedOn, b.refundedOn)))) this.settleRefund(refund, invoice);
  }

  private settleRefund(refund: Refund, invoice: Invoice): void {
    if (invoice.status === 'waiting') return;
    this.changed.refunds.add(refund);
    if (refund.dealId !== null && refund.dealId !== invoice.dealId) this.refuseRefund(refund, invoice, 'refund_other_deal');
    else if (refund.currency !== invoice.currency) this.refuseRefund(refund, invoice, 'refund_currency');
    else if (!invoice.covers(refund.amount)) this.refuseRefund(refund, invoice, 'refund_exceeds_invoice');
    else this.takeBack(refund, invoice);
  }

  /** Takes the refund's share of the commission back; there is none where the invoice earned nothing. */
  takeBack(refund: Refund, invoice: Invoice): void {
    if (invoice.commissionId === null) return refund.giveUp();
    const accrual = this.lines.get(invoice.commissionId);
    if (accrual === undefined) throw new Error(`The line of invoice ${invoice.id} is not open: its refund ${refund.id} would take nothing`);
    const reversal = Commission.reversal(accrual, invoice, refund, this.posting);
    invoice.takeBack(refund.amount);
    this.changed.invoices.add(invoice);
    refund.book(reversal.id);
    this.enter(reversal);
    if (invoice.isWhollyRefunded) this.cancelAll(accrual);
  }

  /** Where the hold of some of the lines is over already, the others follow: all of them come to nothing there. */
  private cancelAll(accrual: Commission): void {
    const lines = [...this.lines.values()].filter(({ accrualId }) => accrualId === accrual.id);
    if (lines.some(({ status }) => status !== 'held')) return;
    for (const line of lines) {
      line.cancel();
      this.changed.lines.add(line);
    }
  }

  private enter(line: Commission): void {
    this.lines.set(line.id, line);
    this.changed.lines.add(line);
    this.entered.push({ line, context: this.context });
    this.journals.push(...Journal.entering(line));
  }

  private refuse(invoice: Invoice, deal: Deal, kind: ExceptionKind): void {
    invoice.refuse();
    this.raise(kind, invoice, invoice.figures, deal.figures);
  }

  private refuseRefund(refund: Refund, invoice: Invoice, kind: ExceptionKind): void {
    refund.refuse();
    this.raise(kind, invoice, refund.figures, invoice.figures, refund.id);
  }

  private raiseOf(deal: Deal, kind: ExceptionKind, report: WonReport | LostReport): void {
    this.exceptions.push(CommissionException.raised(kind, { partnerId: deal.partnerId, dealId: deal.id, invoiceId: null, refundId: null }, figuresOf(report), deal.figures, this.posting.at));
  }

  private raise(kind: ExceptionKind, invoice: Invoice | undefined, reported: Figures, known: Figures, refundId: string | null = null): void {
    const deal = invoice === undefined ? undefined : this.deals.get(invoice.dealId);
    const about = { partnerId: deal?.partnerId ?? null, dealId: invoice?.dealId ?? null, invoiceId: invoice?.id ?? null, refundId };
    this.exceptions.push(CommissionException.raised(kind, about, reported, known, this.posting.at));
  }

  private answer(reported: Invoice | Refund | null, raised: number): ReportAnswer {
    const exceptionId = this.exceptions.slice(raised).at(-1)?.id ?? null;
    const waitingFor = reported?.status !== 'waiting' ? null : reported instanceof Invoice ? reported.waitingFor : 'invoice';
    const outcome = exceptionId !== null || reported?.status === 'refused' ? 'exception' : waitingFor !== null ? 'waiting' : reported?.status === 'booked' ? 'booked' : 'nothing_due';
    return { outcome, waitingFor, commissionId: reported?.commissionId ?? null, exceptionId };
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a report said, for an exception. */
function figuresOf(report: InvoiceReport | RefundReport | WonReport | LostReport): Figures {
  switch (report.kind) {
    case 'invoice':
      return { dealId: report.dealId, amount: report.amount.toJSON(), paidOn: report.paidOn, instalment: report.instalment };
    case 'refund':
      return { invoiceId: report.invoiceId, dealId: report.dealId, amount: report.amount.toJSON(), refundedOn: report.refundedOn };
    case 'won':
      return { status: 'won', amount: report.amount.toJSON(), contract: report.contract, termMonths: report.termMonths, closedOn: report.closedOn };
    case 'lost':
      return { status: 'lost', closedOn: report.closedOn };
  }
}
