import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { commissions } from '#libs/contracts/events/commissions';
import type { Actor } from '#libs/database/actor';
import { Ids } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { outgoing, Outbox, type OutgoingEvent } from '#libs/messaging/outbox';
import { ratesKey } from '../booking/book.reader.ts';
import { Bookkeeping } from '../booking/bookkeeping.service.ts';
import type { Programme } from '../setting/programme.ts';
import { percentText, Rate } from './rate.entity.ts';
import { RateAlreadyPublished } from './rate.errors.ts';

export interface NewRate {
  readonly plan: string;
  readonly tier: string;
  readonly percent: string;
  readonly validFrom: string;
}

export interface Publication {
  readonly actor: Actor;
  readonly programme: Programme;
  readonly publishedAt: Date;
  readonly publishedBy: string;
  readonly reason: string | null;
}

export interface Cancellation {
  readonly actor: Actor;
  readonly programme: Programme;
  readonly cancelledAt: Date;
  readonly reason: string;
}

/** Adds rates, alone or with a plan, and cancels them; tells of them and settles the deals that waited for one. */
@Injectable()
export class RatePublisher {
  constructor(
    private readonly ids: Ids,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly bookkeeping: Bookkeeping,
  ) {}

  /**
   * To be asked for before the clock and the rates are read. What is published at the same moment is then seen; and whoever looks for a rate has done so before "tomorrow" was reckoned
   * here, or waits until the new one is there: also at midnight no deal is closed on a day whose rate is just being published.
   */
  async oneAtATime(tx: EntityManager): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 4713))', [ratesKey]);
  }

  async publish(tx: EntityManager, { actor, programme, publishedAt, publishedBy, reason }: Publication, added: readonly NewRate[]): Promise<Rate[]> {
    const rates: Rate[] = [];
    for (const fields of added) {
      const known = await tx.find(Rate, { where: { tier: fields.tier }, order: { version: 'DESC' } });
      const last = known.find(({ cancelledAt }) => cancelledAt === null);
      if (last !== undefined && fields.validFrom <= last.validFrom) throw new RateAlreadyPublished(last.tier, last.validFrom);
      const rate = Rate.following(known[0] ?? null, { ...fields, ruleId: this.ids.uuid(), publishedAt, publishedBy, reason });
      await tx.insert(Rate, rate);
      rates.push(rate);
      const { ruleId, version, tier, percent, validFrom: effectiveOn } = rate;
      const data = { tier, ruleId, version, percent, effectiveOn, effectiveFrom: programme.startOf(effectiveOn).toISOString(), publishedAt: publishedAt.toISOString() };
      const fact = { actor, action: 'rate.published', subject: { kind: 'rate', id: ruleId }, details: { plan: rate.plan, tier, version, percent, effectiveOn }, ...(reason === null ? {} : { why: reason }) };
      await this.outbox.appendAll(tx, [outgoing(commissions, 'rate.published.v1', tier, data), this.audit.item(fact)]);
    }
    if (rates.length > 0) await this.bookkeeping.book(tx, [{ kind: 'terms', partnerId: null }]);
    return rates;
  }

  /** The rates whose day begins at another moment by other settings are told anew, since copies keep the moment. */
  async tellMoved(tx: EntityManager, before: Programme, after: Programme): Promise<void> {
    const rates = await tx.find(Rate, { where: { cancelledAt: IsNull() }, order: { tier: 'ASC', version: 'ASC' } });
    const moved = rates.filter(({ validFrom }) => Number(before.startOf(validFrom)) !== Number(after.startOf(validFrom)));
    await this.outbox.appendAll(tx, moved.map((rate) => rateSnapshot(rate, after)));
  }

  /** Rates that have not begun: no deal that is closed already has any of them. */
  async cancel(tx: EntityManager, { actor, programme, cancelledAt, reason }: Cancellation, rates: readonly Rate[]): Promise<void> {
    for (const rate of rates) {
      const { ruleId, version, tier, plan, percent, validFrom: effectiveOn } = rate;
      await tx.update(Rate, { ruleId, version }, { cancelledAt });
      const details = { plan, tier, version, percent: percentText(percent), effectiveOn };
      const fact = { actor, action: 'rate.cancelled', subject: { kind: 'rate', id: ruleId }, details, why: reason };
      await this.outbox.appendAll(tx, [rateCancelled(rate, programme, cancelledAt), this.audit.item(fact)]);
    }
  }
}

/** A rate once more, with the moment at which its day begins. */
export function rateSnapshot(rate: Rate, programme: Programme): OutgoingEvent {
  return outgoing(commissions, 'rate.snapshotted.v1', rate.tier, termsOf(rate, programme));
}

/** A rate that will not begin; said again by `republish`, since a copy that missed it would let it begin. */
export function rateCancelled(rate: Rate, programme: Programme, cancelledAt: Date): OutgoingEvent {
  return outgoing(commissions, 'rate.cancelled.v1', rate.tier, { ...termsOf(rate, programme), cancelledAt: cancelledAt.toISOString() });
}

function termsOf({ tier, ruleId, version, percent, validFrom }: Rate, programme: Programme) {
  return { tier, ruleId, version, percent: percentText(percent), effectiveOn: validFrom, effectiveFrom: programme.startOf(validFrom).toISOString() };
}
