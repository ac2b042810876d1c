import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { CancelSettingBody, PublishCommissionSettingBody, SettingVersion } from '#libs/contracts/http/settings';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { Ids } from '#libs/database/ids';
import { isTimeZone } from '#libs/database/time-zone';
import { afterCommit } from '#libs/database/transaction.work';
import { Audit } from '#libs/messaging/audit';
import { vendorUser } from '#libs/service/auth/people';
import { invalid, mustBeLast, NothingToCancel } from '#libs/service/publication';
import { checkDay } from '../rate/publication.checks.ts';
import { RatePublisher } from '../rate/rate.publisher.ts';
import { addDays } from './calendar.ts';
import { CommissionSetting } from './commission-setting.entity.ts';
import { noticed, Programme } from './programme.ts';
import { SettingAlreadyPublished, SettingIsCertain } from './setting.errors.ts';

/** The days of hold and the programme's time zone, past and to come. */
@Injectable()
export class Settings {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly audit: Audit,
    private readonly publisher: RatePublisher,
  ) {}

  all(actor: Actor): Promise<{ asOf: string; items: SettingVersion[] }> {
    return this.database.inTransaction(actor, async (tx) => {
      const rows = await tx.find(CommissionSetting, { where: { cancelledAt: IsNull() }, order: { key: 'ASC', validFrom: 'ASC' } });
      const programme = new Programme(rows.toReversed());
      return { asOf: this.clock.now().toISOString(), items: rows.map((row) => view(row, programme)) };
    });
  }

  /**
   * Publishes a value that begins the day after tomorrow or later; what was earned or paid until then stays as it is. Invoices that are dated tomorrow are
   * booked today, so tomorrow's values are certain.
   */
  publish(actor: Actor, { key, value, effectiveOn: validFrom, follows, reason }: PublishCommissionSettingBody, request: IdempotentRequest | undefined): Promise<SettingVersion> {
    const publishedBy = vendorUser(actor);
    if (key === 'time_zone' && !isTimeZone(value)) throw invalid('/value', 'must be a time zone such as "Europe/Berlin"');
    return this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, request, async () => {
        // As rates are, since they begin with a day of this zone.
        await this.publisher.oneAtATime(tx);
        const publishedAt = this.clock.now();
        const programme = await Programme.readAnew(tx);
        const added = Object.assign(new CommissionSetting(), { id: this.ids.uuid(), key, value, validFrom, publishedAt, publishedBy, reason });
        const next = programme.with(added);
        const last = programme.last(key);
        mustBeLast(last?.id, follows);
        checkBeginning(validFrom, { programme, next, publishedAt });
        if (last !== undefined && validFrom <= last.validFrom) throw new SettingAlreadyPublished(key, last.validFrom);
        await tx.query('INSERT INTO commission_setting (id, key, value, valid_from, published_at, published_by, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)', [added.id, key, JSON.stringify(value), validFrom, publishedAt, publishedBy, reason]);
        await this.audit.record(tx, { actor, action: 'setting.published', subject: { kind: 'setting', id: key }, why: reason, details: { value, valueBefore: textOf(last), effectiveOn: validFrom } });
        if (key === 'time_zone') await this.publisher.tellMoved(tx, programme, next);
        // Not before: whoever reads meanwhile would remember the rows as they were.
        afterCommit(tx, () => Programme.forget(tx));
        return view(added, next);
      }),
    );
  }

  /** The last value of its key, as long as it is not certain: it begins the day after tomorrow or later. The one before goes on. */
  async cancel(actor: Actor, { id, reason }: CancelSettingBody, request: IdempotentRequest | undefined): Promise<void> {
    await this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, request, async () => {
        await this.publisher.oneAtATime(tx);
        const cancelledAt = this.clock.now();
        const programme = await Programme.readAnew(tx);
        const asked = await tx.findOneBy(CommissionSetting, { id });
        const last = asked === null ? undefined : programme.last(asked.key);
        const next = last && programme.without(last);
        const before = last && next?.last(last.key);
        if (last?.id !== id || next === undefined || before === undefined || programme.startOf(last.validFrom) <= cancelledAt) throw new NothingToCancel();
        const { key, validFrom: effectiveOn } = last;
        if (isCertain(effectiveOn, programme, cancelledAt)) throw new SettingIsCertain(key, effectiveOn);
        await tx.update(CommissionSetting, { id }, { cancelledAt });
        await this.audit.record(tx, { actor, action: 'setting.cancelled', subject: { kind: 'setting', id: key }, why: reason, details: { value: textOf(last), valueThatStays: textOf(before), effectiveOn } });
        if (key === 'time_zone') await this.publisher.tellMoved(tx, programme, next);
        afterCommit(tx, () => Programme.forget(tx));
        return null;
      }),
    );
  }
}

/** Whether somebody may have gone by it already, or will before every process knows that it is cancelled. */
function isCertain(validFrom: string, programme: Programme, at: Date): boolean {
  const known = noticed(at);
  return validFrom < addDays(programme.today(known), 2) || programme.startOf(validFrom) <= known;
}

/** What is published late in a day counts as published on the next one, so that every process knows it in time. */
function checkBeginning(validFrom: string, { programme, next, publishedAt }: { programme: Programme; next: Programme; publishedAt: Date }): void {
  const known = noticed(publishedAt);
  checkDay(validFrom, { earliest: addDays(programme.today(known), 2), today: programme.today(publishedAt) });
  // Some clocks are more than a day ahead of others.
  if (next.startOf(validFrom) <= known) throw invalid('/effectiveOn', 'must be later: by the clocks of that zone it has begun');
}

/** From when it counts is said as a day, which it begins with in the zone of that day, and as that moment. */
function view({ id, key, value, validFrom, publishedAt, publishedBy, reason }: CommissionSetting, programme: Programme): SettingVersion {
  return { id, key, value, effectiveOn: validFrom, effectiveFrom: programme.startOf(validFrom).toISOString(), publishedAt: publishedAt?.toISOString() ?? null, publishedBy, reason };
}

function textOf(row: CommissionSetting | undefined): string | number | null {
  return typeof row?.value === 'string' || typeof row?.value === 'number' ? row.value : null;
}
