import { In } from 'typeorm';
import { commissions } from '#libs/contracts/events/commissions';
import { keyedBy, outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { Snapshots } from '#libs/messaging/snapshots';
import { ratesKey } from '../booking/book.reader.ts';
import { Commission } from '../commission/commission.entity.ts';
import { Deal } from '../deal/deal.entity.ts';
import { percentText, Rate } from '../rate/rate.entity.ts';
import { rateCancelled, rateSnapshot } from '../rate/rate.publisher.ts';
import { Programme } from '../setting/programme.ts';

/** Tells every rate, whether it counts or was cancelled, and the state of every line again. Returns how many events were appended. */
export async function tellAgain(snapshots: Snapshots): Promise<number> {
  const rates = await snapshots.of(async (tx) => {
    // Not while a time zone is being published, which tells rates with the moments by it.
    await tx.query('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 4713))', [ratesKey]);
    const programme = await Programme.readAnew(tx);
    const all = await tx.find(Rate, { order: { tier: 'ASC', version: 'ASC' } });
    return all.map((rate) => (rate.cancelledAt === null ? rateSnapshot(rate, programme) : rateCancelled(rate, programme, rate.cancelledAt)));
  });
  const lines = await snapshots.ofEach(Commission, async (rows, tx) => {
    const deals = new Map((await tx.findBy(Deal, { id: In(rows.map(({ dealId }) => dealId)) })).map((deal) => [deal.id, deal]));
    return rows.flatMap((line) => lineSnapshot(line, deals.get(line.dealId)));
  });
  return rates + lines;
}

function lineSnapshot(line: Commission, deal: Deal | undefined): OutgoingEvent[] {
  if (deal === undefined) return [];
  const { id, partnerId, invoiceId, kind, accrualId, refundId, status, payableOn } = line;
  const about = { partnerId, deal: { id: deal.id, reference: deal.reference, account: { id: deal.accountId, name: deal.accountName } }, invoiceId };
  const terms = { base: line.base.toJSON(), percent: percentText(line.percent), tier: line.tierAtClose, rule: { id: line.ruleId, version: line.ruleVersion }, amount: line.amount.toJSON() };
  const data = { ...about, kind, accrualId, refundId, ...terms, status, payableOn, postedAt: line.postedAt.toISOString() };
  return [keyedBy(partnerId, outgoing(commissions, 'commission.snapshotted.v1', id, data))];
}
