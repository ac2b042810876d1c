import { In, MoreThan } from 'typeorm';
import { commissions } from '#libs/contracts/events/commissions';
import { Database } from '#libs/database/database';
import { keyedBy, outgoing, Outbox, type OutgoingEvent } from '#libs/messaging/outbox';
import { Commission } from '../commission/commission.entity.ts';
import { Deal } from '../deal/deal.entity.ts';
import { percentText, Rate } from '../rate/rate.entity.ts';
import { Programme } from '../setting/programme.ts';

const batch = 200;
const beforeAll = '00000000-0000-0000-0000-000000000000';
const actor = { kind: 'system', name: 'commissions.republish' } as const;

/** Tells every rate and the state of every line again, for copies that are built anew. Safe to repeat: readers take a line's latest by sequence. */
export class Republish {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** Returns how many snapshots were appended. */
  async all(): Promise<number> {
    let count = await this.rates();
    for (let after = beforeAll, told = batch; told === batch; count += told) [after, told] = await this.linesAfter(after);
    return count;
  }

  private rates(): Promise<number> {
    return this.database.inTransaction(actor, async (tx) => {
      const programme = await Programme.read(tx);
      const rates = await tx.find(Rate, { order: { tier: 'ASC', version: 'ASC' } });
      await this.outbox.appendAll(tx, rates.map((rate) => rateSnapshot(rate, programme)));
      return rates.length;
    });
  }

  /** Rows are locked while theirs is written, so that it cannot be older than an event before it. */
  private linesAfter(after: string): Promise<[last: string, count: number]> {
    return this.database.inTransaction(actor, async (tx) => {
      const lines = await tx.find(Commission, { where: { id: MoreThan(after) }, order: { id: 'ASC' }, take: batch, lock: { mode: 'pessimistic_write' } });
      const deals = new Map((await tx.findBy(Deal, { id: In(lines.map(({ dealId }) => dealId)) })).map((deal) => [deal.id, deal]));
      await this.outbox.appendAll(tx, lines.flatMap((line) => lineSnapshot(line, deals.get(line.dealId))));
      return [lines.at(-1)?.id ?? after, lines.length];
    });
  }
}

function rateSnapshot({ tier, ruleId, version, percent, validFrom }: Rate, programme: Programme): OutgoingEvent {
  const data = { tier, ruleId, version, percent: percentText(percent), effectiveOn: validFrom, effectiveFrom: programme.startOf(validFrom).toISOString() };
  return outgoing(commissions, 'rate.snapshotted.v1', tier, data);
}

function lineSnapshot(line: Commission, deal: Deal | undefined): OutgoingEvent[] {
  if (deal === undefined) return [];
  const { id, partnerId, invoiceId, kind, accrualId, refundId, status, payableOn } = line;
  const about = { partnerId, deal: { id: deal.id, reference: deal.reference, account: { id: deal.accountId, name: deal.accountName } }, invoiceId };
  const terms = { base: line.base.toJSON(), percent: percentText(line.percent), tier: line.tierAtClose, rule: { id: line.ruleId, version: line.ruleVersion }, amount: line.amount.toJSON() };
  const data = { ...about, kind, accrualId, refundId, ...terms, status, payableOn, postedAt: line.postedAt.toISOString() };
  return [keyedBy(partnerId, outgoing(commissions, 'commission.snapshotted.v1', id, data))];
}
