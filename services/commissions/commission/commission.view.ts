import type { CommissionItem } from '#libs/contracts/http/commissions';
import type { Deal } from '../deal/deal.entity.ts';
import { percentText } from '../rate/rate.entity.ts';
import type { Commission } from './commission.entity.ts';

/** A line as it is listed. */
export function itemOf(line: Commission, { reference, accountName }: Pick<Deal, 'reference' | 'accountName'>): CommissionItem {
  const { id, kind, partnerId, dealId, invoiceId, refundId, instalment, ruleId, ruleVersion, tierAtClose, status, occurredOn, payableOn } = line;
  return {
    id,
    kind,
    partnerId,
    deal: { id: dealId, reference, account: accountName },
    invoiceId,
    refundId,
    instalment,
    base: line.base.toJSON(),
    percent: percentText(line.percent),
    rule: { id: ruleId, version: ruleVersion },
    tierAtClose,
    amount: line.amount.toJSON(),
    status,
    occurredOn,
    payableOn,
    postedAt: line.postedAt.toISOString(),
  };
}
