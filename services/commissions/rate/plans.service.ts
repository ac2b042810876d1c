import { Injectable } from '@nestjs/common';
import { IsNull, MoreThanOrEqual } from 'typeorm';
import type { CancelPlanBody, PlanView, PublishPlanBody } from '#libs/contracts/http/commissions';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { Audit } from '#libs/messaging/audit';
import { vendorUser } from '#libs/service/auth/people';
import { invalid, mustBeLast, NothingToCancel } from '#libs/service/publication';
import { addDays } from '../setting/calendar.ts';
import { noticed, Programme } from '../setting/programme.ts';
import { Plan } from './plan.entity.ts';
import { PlanAlreadyPublished, PlanHasRates } from './plan.errors.ts';
import { checkDay } from './publication.checks.ts';
import { Rate, percentText } from './rate.entity.ts';
import { RatePublisher } from './rate.publisher.ts';

/** The plans of the programme, one after the other. */
@Injectable()
export class Plans {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly publisher: RatePublisher,
  ) {}

  all(actor: Actor): Promise<{ items: PlanView[] }> {
    return this.database.inTransaction(actor, async (tx) => {
      const plans = await tx.find(Plan, { where: { cancelledAt: IsNull() }, order: { validFrom: 'ASC' } });
      const rates = await tx.find(Rate, { where: { cancelledAt: IsNull() }, order: { tier: 'ASC', version: 'ASC' } });
      return { items: plans.map((plan) => view(plan, rates, actor)) };
    });
  }

  /** Publishes a plan that begins tomorrow or later, and its rates with it; what was earned until then stays as it is. */
  publish(actor: Actor, { code, name, effectiveOn: validFrom, follows, rates: named, reason: why }: PublishPlanBody, request: IdempotentRequest | undefined): Promise<PlanView> {
    const publishedBy = vendorUser(actor);
    const reason = why ?? null;
    return this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, request, async () => {
        await this.publisher.oneAtATime(tx);
        const publishedAt = this.clock.now();
        const programme = await Programme.readAnew(tx);
        const today = programme.today(publishedAt);
        const plans = await tx.find(Plan, { order: { validFrom: 'ASC' } });
        const last = plans.findLast(({ cancelledAt }) => cancelledAt === null);
        mustBeLast(last && nameOf(last), follows && nameOf(follows));
        checkDay(validFrom, { earliest: addDays(today, 1), today });
        if (last !== undefined && validFrom <= last.validFrom) throw new PlanAlreadyPublished(last.validFrom);
        const before = await tx.find(Rate, { where: { cancelledAt: IsNull() }, order: { tier: 'ASC', version: 'ASC' } });
        checkRates(code, named, before);
        const plan = Plan.following(plans, { code, name, validFrom, publishedAt, publishedBy, reason });
        await tx.insert(Plan, plan);
        const details = { version: plan.version, effectiveOn: validFrom, nameEn: name.en, nameDe: name.de, rates: named.map(({ tier, percent }) => `${tier} ${percent}`).join(', ') };
        await this.audit.record(tx, { actor, action: 'plan.published', subject: { kind: 'plan', id: code }, details, ...(reason === null ? {} : { why: reason }) });
        const added = await this.publisher.publish(tx, { actor, programme, publishedAt, publishedBy, reason }, named.map(({ tier, percent }) => ({ plan: code, tier, percent, validFrom })));
        return view(plan, [...before, ...added], actor);
      }),
    );
  }

  /** The last one, as long as its day has not begun by any clock, with the rates that came with it; the one before goes on. Where that is another plan, rates that were published in it since are cancelled first. */
  async cancel(actor: Actor, { code, version, reason }: CancelPlanBody, request: IdempotentRequest | undefined): Promise<void> {
    await this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, request, async () => {
        await this.publisher.oneAtATime(tx);
        const cancelledAt = this.clock.now();
        const programme = await Programme.readAnew(tx);
        const [last, before] = await tx.find(Plan, { where: { cancelledAt: IsNull() }, order: { validFrom: 'DESC' }, take: 2 });
        if (last === undefined || last.code !== code || last.version !== version || last.validFrom <= programme.today(noticed(cancelledAt))) throw new NothingToCancel();
        const rates = await tx.find(Rate, { where: { plan: code, validFrom: MoreThanOrEqual(last.validFrom), cancelledAt: IsNull() }, order: { tier: 'ASC', version: 'ASC' } });
        const brought = rates.filter((rate) => last.brought(rate));
        // By another version of the plan they belong to it as before.
        if (before?.code !== code && brought.length < rates.length) throw new PlanHasRates();
        await tx.update(Plan, { code, version }, { cancelledAt });
        await this.audit.record(tx, { actor, action: 'plan.cancelled', subject: { kind: 'plan', id: code }, why: reason, details: { version, effectiveOn: last.validFrom } });
        await this.publisher.cancel(tx, { actor, programme, cancelledAt, reason }, brought);
        return null;
      }),
    );
  }
}

/** Which plan it is: no number is given twice under a code. */
const nameOf = ({ code, version }: Pick<Plan, 'code' | 'version'>): string => `${code} ${version}`;

/** Each tier at most once, after the rate that was seen, and none left behind in another plan: its rate would be of one that no longer counts. */
function checkRates(code: string, named: PublishPlanBody['rates'], published: readonly Rate[]): void {
  const tiers = named.map(({ tier }) => tier);
  const twice = tiers.findIndex((tier, index) => tiers.indexOf(tier) !== index);
  if (twice !== -1) throw invalid(`/rates/${twice}/tier`, 'is named twice');
  const latest = new Map(published.map((rate) => [rate.tier, rate]));
  for (const { tier, follows } of named) mustBeLast(latest.get(tier)?.version ?? null, follows);
  const missing = [...latest.values()].filter(({ tier, plan }) => plan !== code && !tiers.includes(tier)).map(({ tier }) => tier);
  if (missing.length > 0) throw invalid('/rates', `must say what these tiers earn: ${missing.join(', ')}`);
}

/** With what each tier earns on the day on which the plan begins. Who published it and why is the vendor's own affair. */
function view({ code, version, name, validFrom, publishedAt, publishedBy, reason }: Plan, rates: readonly Rate[], actor: Actor): PlanView {
  const counting = new Map(rates.filter((rate) => rate.validFrom <= validFrom).map(({ tier, percent }) => [tier, percentText(percent)]));
  const whose = actor.kind === 'vendor' ? { publishedBy, reason } : {};
  return { code, version, name, effectiveOn: validFrom, rates: [...counting].map(([tier, percent]) => ({ tier, percent })), publishedAt: publishedAt.toISOString(), ...whose };
}
