import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { deals } from '#libs/contracts/events/deals';
import type { ActivityBody, ActivityView, DealMoved, RegisterBody } from '#libs/contracts/http/deals';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency } from '#libs/database/idempotency';
import { Ids } from '#libs/database/ids';
import { outgoing } from '#libs/messaging/outbox';
import { partnerUser } from '#libs/service/auth/people';
import { DealRules } from '../setting/rules.service.ts';
import { DealActivity } from './deal-activity.entity.ts';
import type { Deal } from './deal.entity.ts';
import { dealNotFound, validationFailed } from './deal.errors.ts';
import { termsOf } from './deal.mentions.ts';
import { DealMoves, type MoveRequest } from './deal.moves.ts';
import { Opportunities } from './opportunities.service.ts';
import { Redecision } from './redecision.service.ts';
import { isoDay, registrationErrors } from './registration.checks.ts';
import { fieldsOf } from './registration.draft.ts';

/** What a partner does with a deal of its own. */
@Injectable()
export class Selling {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly moves: DealMoves,
    private readonly rules: DealRules,
    private readonly opportunities: Opportunities,
    private readonly redecision: Redecision,
  ) {}

  async withdraw(request: MoveRequest, why: string | undefined): Promise<DealMoved> {
    partnerUser(request.actor);
    return this.freeing(request, async (tx, deal, at) => {
      deal.withdraw();
      await this.opportunities.end(tx, deal.id, 'freed');
      return { event: 'withdrawn', why, tell: (named) => [outgoing(deals, 'deal.withdrawn.v1', deal.id, { ...named, withdrawnAt: at.toISOString() })] };
    });
  }

  /** The completed registration, decided anew; a person, who gave it back, decides whether it is approved. */
  async resubmit(request: MoveRequest, body: RegisterBody): Promise<DealMoved> {
    partnerUser(request.actor);
    const { productFamilies } = await this.rules.now();
    const errors = registrationErrors(body, productFamilies, this.clock.now());
    if (errors.length > 0) throw validationFailed(errors);
    return this.freeing(request, async (tx, deal, at) => {
      deal.resubmit();
      const before = { accountId: deal.accountId, productFamilies: deal.productFamilies };
      Object.assign(deal, fieldsOf(body));
      const decided = await this.redecision.decide(tx, deal, before, at);
      const data = { ...termsOf(deal), outcome: deal.outcome, resubmittedAt: at.toISOString() };
      return { event: 'resubmitted', why: deal.reason, tell: (named) => [outgoing(deals, 'deal.resubmitted.v1', deal.id, { ...named, ...data }), ...decided(named)] };
    });
  }

  logActivity({ actor, dealId, idempotency }: MoveRequest, { kind, date, note }: ActivityBody): Promise<ActivityView> {
    const { userId } = partnerUser(actor);
    const now = this.clock.now();
    // It may be tomorrow already where the partner is.
    if (date > isoDay(now, 1)) throw validationFailed([{ pointer: '/date', detail: 'is in the future' }]);
    if (date < isoDay(now, -3_653)) throw validationFailed([{ pointer: '/date', detail: 'is more than ten years ago' }]);
    return this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, idempotency, async () => {
        const { settingsAt } = await this.rules.now(tx);
        const deal = await this.moves.lock(tx, dealId);
        if (deal === null) throw dealNotFound();
        const activity = { id: this.ids.uuid(), dealId, partnerId: deal.partnerId, kind, doneOn: date, note, loggedBy: userId, loggedAt: now };
        await this.moves.change(tx, actor, deal, async () => {
          const doneAt = date >= isoDay(now) ? now : new Date(`${date}T23:59:59.999Z`);
          deal.logActivity(now, doneAt, settingsAt);
          await tx.insert(DealActivity, activity);
          const data = { activityId: activity.id, kind, doneOn: date, loggedAt: now.toISOString() };
          return { event: 'activity_logged', why: kind, tell: (named) => [outgoing(deals, 'deal.activity_logged.v1', dealId, { ...named, ...data })] };
        });
        return activityView(activity);
      }),
    );
  }

  /** A move after which others may be next. Theirs are rows that this partner does not see, so they move in a transaction of their own. */
  private async freeing(request: MoveRequest, work: (tx: EntityManager, deal: Deal, at: Date) => ReturnType<Parameters<DealMoves['make']>[1]>): Promise<DealMoved> {
    const freed = new Set<string>();
    const moved = await this.moves.make(request, async (tx, deal, at) => {
      freed.add(deal.accountId);
      return work(tx, deal, at);
    });
    for (const accountId of freed) await this.opportunities.settleSoon(accountId);
    return moved;
  }
}

export function activityView({ id, kind, doneOn, note, loggedAt }: Pick<DealActivity, 'id' | 'kind' | 'doneOn' | 'note' | 'loggedAt'>): ActivityView {
  return { id, kind, date: doneOn, note, loggedAt: loggedAt.toISOString() };
}
