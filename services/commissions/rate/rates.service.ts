import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { commissions } from '#libs/contracts/events/commissions';
import type { PublishRateBody, RateView } from '#libs/contracts/http/commissions';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { databaseErrorCode } from '#libs/database/failures';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { Ids } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { httpProblem } from '#libs/service/problems';
import { vendorUser } from '#libs/service/auth/people';
import { Bookkeeping } from '../booking/bookkeeping.service.ts';
import { addDays, addYears } from '../setting/calendar.ts';
import { Programme } from '../setting/programme.ts';
import { standardPlan } from './plan.entity.ts';
import { Rate, percentText } from './rate.entity.ts';
import { RateAlreadyPublished } from './rate.errors.ts';

/** Raised by the trigger on `rate`, and by its unique constraints where two people publish at once. */
const outOfOrder = ['PMC01', '23505'];

/** The rates of the programme. */
@Injectable()
export class Rates {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly bookkeeping: Bookkeeping,
  ) {}

  async all(actor: Actor): Promise<{ items: RateView[] }> {
    const rates = await this.database.inTransaction(actor, (tx) => tx.find(Rate, { order: { tier: 'ASC', version: 'ASC' } }));
    return { items: rates.map(view) };
  }

  publish(actor: Actor, body: PublishRateBody, request: IdempotentRequest | undefined): Promise<RateView> {
    const publishedBy = vendorUser(actor);
    return this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, request, async () => {
        const publishedAt = this.clock.now();
        const programme = await Programme.read(tx);
        const last = await tx.findOne(Rate, { where: { plan: standardPlan, tier: body.tier }, order: { version: 'DESC' } });
        checkDay(body.effectiveOn, programme.today(publishedAt), last);
        const { tier, percent, effectiveOn: validFrom } = body;
        const rate = Rate.following(last, { ruleId: this.ids.uuid(), plan: standardPlan, tier, percent, validFrom, publishedAt, publishedBy });
        await insert(tx, rate, last);
        const effectiveFrom = programme.startOf(validFrom).toISOString();
        const data = { tier, ruleId: rate.ruleId, version: rate.version, percent, effectiveOn: validFrom, effectiveFrom, publishedAt: publishedAt.toISOString() };
        const fact = { actor, action: 'rate.published', subject: { kind: 'rate', id: rate.ruleId }, details: { tier, version: rate.version, percent, effectiveOn: validFrom } };
        await this.outbox.appendAll(tx, [outgoing(commissions, 'rate.published.v1', tier, data), this.audit.item(fact)]);
        await this.bookkeeping.book(tx, [{ kind: 'terms', partnerId: null }]);
        return view(rate);
      }),
    );
  }
}

/** A tier that never had a rate has no past that could be changed: its first one may begin earlier, and deals that wait for it are settled. */
function checkDay(effectiveOn: string, today: string, last: Rate | null): void {
  const earliest = last === null ? addYears(today, -10) : addDays(today, 1);
  const detail = effectiveOn < earliest ? `must not be before ${earliest}: a rate never changes the past` : effectiveOn > addYears(today, 10) ? 'must be within ten years' : undefined;
  if (detail !== undefined) throw httpProblem('http/validation-failed', { errors: [{ pointer: '/effectiveOn', detail }] });
  if (last !== null && effectiveOn <= last.validFrom) throw new RateAlreadyPublished(last.tier, last.validFrom);
}

async function insert(tx: EntityManager, rate: Rate, last: Rate | null): Promise<void> {
  try {
    await tx.insert(Rate, rate);
  } catch (error) {
    if (outOfOrder.includes(databaseErrorCode(error) ?? '')) throw new RateAlreadyPublished(rate.tier, last === null ? undefined : last.validFrom);
    throw error;
  }
}

function view({ ruleId, plan, tier, version, percent, validFrom: effectiveOn, publishedAt, publishedBy }: Rate): RateView {
  return { ruleId, plan, tier, version, percent: percentText(percent), effectiveOn, publishedAt: publishedAt.toISOString(), publishedBy };
}
