import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import type { z } from 'zod';
import type { exceptionsQuery, ExceptionView, SettleBody } from '#libs/contracts/http/commissions';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { keysetPage, type Page } from '#libs/database/keyset';
import { Audit } from '#libs/messaging/audit';
import { vendorUser } from '#libs/service/auth/people';
import { Bookkeeping } from '../booking/bookkeeping.service.ts';
import { CommissionException } from './commission-exception.entity.ts';
import { exceptionNotFound } from './exception.errors.ts';
import { checkTaken, refundToTakeBack } from './taking-back.ts';

const sorts = { raisedAt: { by: 'exception.raisedAt', type: 'timestamptz' } } as const;

/** What contradicts, and what a person decides about it. */
@Injectable()
export class Exceptions {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly bookkeeping: Bookkeeping,
  ) {}

  page(actor: Actor, { status, kind, limit, cursor }: z.output<typeof exceptionsQuery>): Promise<Page<ExceptionView>> {
    return this.database.inTransaction(actor, async (tx) => {
      const settledAt = status === 'open' ? IsNull() : Not(IsNull());
      const query = tx.createQueryBuilder(CommissionException, 'exception').where({ settledAt, ...(kind === undefined ? {} : { kind }) });
      const { items, nextCursor } = await keysetPage(query, { list: `exceptions/${status}`, sorts, sort: 'raisedAt', limit, cursor });
      return { items: items.map(view), nextCursor };
    });
  }

  /** Records the decision. Nothing follows from it by itself, but for what is to be taken back: that is entered as a refund of its own. */
  settle(actor: Actor, id: string, { reason, takeBack }: SettleBody, request: IdempotentRequest | undefined): Promise<ExceptionView> {
    const by = vendorUser(actor);
    return this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, request, async () => {
        const exception = await tx.findOne(CommissionException, { where: { id }, lock: { mode: 'pessimistic_write' } });
        if (exception === null) throw exceptionNotFound();
        const at = this.clock.now();
        exception.settle(by, reason, at);
        await tx.update(CommissionException, { id }, { settledAt: at, settledBy: by, reason });
        if (takeBack !== undefined) checkTaken(await this.bookkeeping.book(tx, [await refundToTakeBack(tx, exception, takeBack)]));
        const details = { kind: exception.kind, takenBack: takeBack === undefined ? null : `${takeBack.amount} ${takeBack.currency}` };
        await this.audit.record(tx, { actor, action: 'commission_exception.settled', subject: { kind: 'commission_exception', id }, why: reason, details });
        return view(exception);
      }),
    );
  }
}

function view({ id, kind, partnerId, dealId, invoiceId, refundId, reported, known, raisedAt, settledAt, settledBy, reason }: CommissionException): ExceptionView {
  const status = settledAt === null ? 'open' : 'settled';
  return { id, kind, status, partnerId, dealId, invoiceId, refundId, reported, known, raisedAt: raisedAt.toISOString(), settledAt: settledAt?.toISOString() ?? null, settledBy, reason };
}
