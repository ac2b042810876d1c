import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { crm } from '#libs/contracts/events/crm';
import type { ReportAnswer } from '#libs/contracts/http/commissions';
import type { DataOf } from '#libs/contracts/topic';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { Money } from '#libs/database/money';
import { Audit } from '#libs/messaging/audit';
import { httpProblem } from '#libs/service/problems';
import type { FieldError } from '#libs/service/problem';
import { vendorUser } from '#libs/service/auth/people';
import { Bookkeeping } from '../booking/bookkeeping.service.ts';
import { refuse, reportErrors } from '../booking/report.checks.ts';
import type { InvoiceReport, RefundReport } from '../booking/report.ts';
import { Programme } from '../setting/programme.ts';

type Paid = DataOf<typeof crm, 'invoice.paid.v1'>;
type Refunded = DataOf<typeof crm, 'invoice.refunded.v1'>;

/** Invoices paid and refunded, as the CRM tells of them and as finance enters them: the same checks, the same books. */
@Injectable()
export class Invoices {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly bookkeeping: Bookkeeping,
  ) {}

  async reported(tx: EntityManager, data: Paid): Promise<void> {
    refuse(await this.errorsOf(tx, data.amount, data.paidOn, 'paidOn'));
    this.bookkeeping.report(tx, invoiceReport(data));
  }

  async refundReported(tx: EntityManager, data: Refunded): Promise<void> {
    refuse(await this.errorsOf(tx, data.amount, data.refundedOn, 'refundedOn'));
    this.bookkeeping.report(tx, refundReport(data));
  }

  enter(actor: Actor, data: Paid, request: IdempotentRequest | undefined): Promise<ReportAnswer> {
    return this.enterReport(actor, request, async (tx) => {
      invalid(await this.errorsOf(tx, data.amount, data.paidOn, 'paidOn'));
      return { report: invoiceReport(data), subject: { kind: 'invoice', id: data.invoiceId } };
    });
  }

  enterRefund(actor: Actor, data: Refunded, request: IdempotentRequest | undefined): Promise<ReportAnswer> {
    return this.enterReport(actor, request, async (tx) => {
      invalid(await this.errorsOf(tx, data.amount, data.refundedOn, 'refundedOn'));
      return { report: refundReport(data), subject: { kind: 'refund', id: data.refundId } };
    });
  }

  private enterReport(
    actor: Actor,
    request: IdempotentRequest | undefined,
    check: (tx: EntityManager) => Promise<{ report: InvoiceReport | RefundReport; subject: { kind: string; id: string } }>,
  ): Promise<ReportAnswer> {
    vendorUser(actor);
    return this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, request, async () => {
        const { report, subject } = await check(tx);
        const [answer] = await this.bookkeeping.book(tx, [report]);
        if (answer === undefined) throw new Error('a report was not answered');
        await this.audit.record(tx, { actor, action: `${subject.kind}.reported`, subject, details: { invoiceId: report.invoiceId, dealId: report.dealId, outcome: answer.outcome, ...report.amount.toJSON() } });
        return answer;
      }),
    );
  }

  private async errorsOf(tx: EntityManager, amount: Paid['amount'], day: string, dayName: string): Promise<FieldError[]> {
    return reportErrors({ amount, day, dayName }, await Programme.read(tx), this.clock.now());
  }
}

function invalid(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw httpProblem('http/validation-failed', { errors });
}

function invoiceReport({ invoiceId, dealId, amount, paidOn, instalment }: Paid): InvoiceReport {
  return { kind: 'invoice', invoiceId, dealId, amount: Money.parse(amount), paidOn, instalment: instalment ?? null };
}

function refundReport({ refundId, invoiceId, dealId, amount, refundedOn }: Refunded): RefundReport {
  return { kind: 'refund', refundId, invoiceId, dealId: dealId ?? null, amount: Money.parse(amount), refundedOn };
}
