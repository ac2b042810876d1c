import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { commissions } from '#libs/contracts/events/commissions';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from '#libs/messaging/consumes';
import { CommissionDigests } from '../digest/commission-digests.ts';
import { commissionCredited } from '../template/messages/commission-credited.ts';
import { commissionReversed } from '../template/messages/commission-reversed.ts';
import { Audiences } from './audiences.service.ts';
import { Notices } from './notices.service.ts';

type Commissions = typeof commissions;

/** What a partner's owners and finance hear about money: what was earned in the feed at once and by mail once a day, what is taken back at once. */
@Controller()
export class CommissionsConsumer {
  constructor(
    private readonly notices: Notices,
    private readonly audiences: Audiences,
    private readonly digests: CommissionDigests,
  ) {}

  @Consumes(commissions, 'commission.accrued.v1')
  async noteAndCountForDigest({ id, data }: EventOf<Commissions, 'commission.accrued.v1'>, tx: EntityManager): Promise<void> {
    const { partnerId, deal, invoiceId, amount, payableOn } = data;
    const to = this.audiences.payees(partnerId);
    await this.notices.note(tx, id, { message: commissionCredited, to, data: { dealReference: deal.reference, accountName: deal.account.name, invoiceId, amount, payableOn: `${payableOn}T00:00:00Z` } });
    await this.digests.add(tx, data);
  }

  @Consumes(commissions, 'commission.reversed.v1')
  async tellReversal({ id, subject: commissionId, data }: EventOf<Commissions, 'commission.reversed.v1'>, tx: EntityManager): Promise<void> {
    const { partnerId, deal, invoiceId, refunded, amount } = data;
    const to = this.audiences.payees(partnerId);
    await this.notices.tell(tx, id, { message: commissionReversed, to, data: { commissionId, dealReference: deal.reference, accountName: deal.account.name, invoiceId, refunded, amount } });
  }
}
