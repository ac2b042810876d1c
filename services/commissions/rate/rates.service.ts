import { Injectable } from '@nestjs/common';
import { IsNull, LessThanOrEqual } from 'typeorm';
import type { CancelRateBody, PublishRateBody, RateView } from '#libs/contracts/http/commissions';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { vendorUser } from '#libs/service/auth/people';
import { mustBeLast, NothingToCancel } from '#libs/service/publication';
import { addDays, addYears } from '../setting/calendar.ts';
import { noticed, Programme } from '../setting/programme.ts';
import { Plan } from './plan.entity.ts';
import { checkDay } from './publication.checks.ts';
import { Rate, percentText } from './rate.entity.ts';
import { RateOfPlan } from './rate.errors.ts';
import { RatePublisher } from './rate.publisher.ts';

/** The rates of the programme. */
@Injectable()
export class Rates {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly publisher: RatePublisher,
  ) {}

  async all(actor: Actor): Promise<{ items: RateView[] }> {
    const rates = await this.database.inTransaction(actor, (tx) => tx.find(Rate, { where: { cancelledAt: IsNull() }, order: { tier: 'ASC', version: 'ASC' } }));
    return { items: rates.map((rate) => view(rate, actor)) };
  }

  /** In the plan of the day on which it begins. */
  publish(actor: Actor, { tier, percent, effectiveOn: validFrom, follows, reason: why }: PublishRateBody, request: IdempotentRequest | undefined): Promise<RateView> {
    const publishedBy = vendorUser(actor);
    const reason = why ?? null;
    return this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, request, async () => {
        await this.publisher.oneAtATime(tx);
        const publishedAt = this.clock.now();
        const programme = await Programme.readAnew(tx);
        const today = programme.today(publishedAt);
        const last = await tx.findOne(Rate, { where: { tier, cancelledAt: IsNull() }, order: { version: 'DESC' } });
        mustBeLast(last?.version ?? null, follows);
        // A tier that never had a rate has no past that could be changed: its first one may begin earlier, and deals that wait for it are settled.
        checkDay(validFrom, { earliest: last === null ? addYears(today, -10) : addDays(today, 1), today });
        const plan = await tx.findOneOrFail(Plan, { where: { validFrom: LessThanOrEqual(validFrom), cancelledAt: IsNull() }, order: { validFrom: 'DESC' } });
        const [rate] = await this.publisher.publish(tx, { actor, programme, publishedAt, publishedBy, reason }, [{ plan: plan.code, tier, percent, validFrom }]);
        if (rate === undefined) throw new Error('a rate was not published');
        return view(rate, actor);
      }),
    );
  }

  /** The last one of its tier, as long as its day has not begun by any clock; the one before goes on. What came with a plan goes with it. */
  async cancel(actor: Actor, { tier, version, reason }: CancelRateBody, request: IdempotentRequest | undefined): Promise<void> {
    await this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, request, async () => {
        await this.publisher.oneAtATime(tx);
        const cancelledAt = this.clock.now();
        const programme = await Programme.readAnew(tx);
        const last = await tx.findOne(Rate, { where: { tier, cancelledAt: IsNull() }, order: { version: 'DESC' } });
        if (last === null || last.version !== version || last.validFrom <= programme.today(noticed(cancelledAt))) throw new NothingToCancel();
        const plan = await tx.findOneBy(Plan, { validFrom: last.validFrom, cancelledAt: IsNull() });
        if (plan?.brought(last) === true) throw new RateOfPlan(plan.code);
        await this.publisher.cancel(tx, { actor, programme, cancelledAt, reason }, [last]);
        return null;
      }),
    );
  }
}

/** Who published it and why is the vendor's own affair. */
function view({ ruleId, plan, tier, version, percent, validFrom: effectiveOn, publishedAt, publishedBy, reason }: Rate, actor: Actor): RateView {
  const whose = actor.kind === 'vendor' ? { publishedBy, reason } : {};
  return { ruleId, plan, tier, version, percent: percentText(percent), effectiveOn, publishedAt: publishedAt.toISOString(), ...whose };
}
