import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { crm } from '#libs/contracts/events/crm';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from '#libs/messaging/consumes';
import { Invoices } from './invoices.service.ts';

type Crm = typeof crm;

/** What the CRM reports about money. */
@Controller()
export class InvoiceConsumer {
  constructor(private readonly invoices: Invoices) {}

  @Consumes(crm, 'invoice.paid.v1')
  async accrueCommission({ data }: EventOf<Crm, 'invoice.paid.v1'>, tx: EntityManager): Promise<void> {
    await this.invoices.reported(tx, data);
  }

  @Consumes(crm, 'invoice.refunded.v1')
  async takeCommissionBack({ data }: EventOf<Crm, 'invoice.refunded.v1'>, tx: EntityManager): Promise<void> {
    await this.invoices.refundReported(tx, data);
  }
}
