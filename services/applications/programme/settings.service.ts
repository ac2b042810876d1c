import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CancelSettingBody, PublishProgrammeSettingBody, SettingVersion } from '#libs/contracts/http/settings';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { moneyErrors } from '#libs/service/money.checks';
import { beginning, invalid, oneAtATime } from '#libs/service/publication';
import { published, SettingPublisher, settingView } from '#libs/service/setting.publisher';
import { validationFailed } from '../application/application.errors.ts';
import { ProgrammeSetting, settings } from './programme-setting.entity.ts';
import { Programme } from './programme.service.ts';
import { Tier } from './tier.entity.ts';

/** The programme's numbers and words, past and to come. */
@Injectable()
export class Settings {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly publisher: SettingPublisher,
    private readonly programme: Programme,
  ) {}

  async all(actor: Actor): Promise<{ asOf: string; items: SettingVersion[] }> {
    const rows = await this.database.inTransaction(actor, (tx) => published(tx, ProgrammeSetting));
    return { asOf: this.clock.now().toISOString(), items: rows.map(settingView) };
  }

  async publish(actor: Actor, body: PublishProgrammeSettingBody, request: IdempotentRequest | undefined): Promise<SettingVersion> {
    const added = await this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, request, async () => {
        checkValue(body);
        // Tiers are published under the same lock, so those that are read here are those of the moment to come.
        await oneAtATime(tx);
        if (body.key === 'most_popular_tier' && body.value !== null) await this.checkTier(tx, body.value, beginning(body.effectiveFrom, this.clock.now()));
        return this.publisher.publish(tx, ProgrammeSetting, { actor, ...body }, (together) => void settings.parse(together));
      }),
    );
    this.programme.forget();
    return added;
  }

  async cancel(actor: Actor, body: CancelSettingBody, request: IdempotentRequest | undefined): Promise<void> {
    await this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, request, async () => {
        await this.publisher.cancel(tx, ProgrammeSetting, { actor, ...body }, (together) => void settings.parse(together));
        return null;
      }),
    );
    this.programme.forget();
  }

  private async checkTier(tx: EntityManager, code: string, from: Date): Promise<void> {
    const rows = await tx.findBy(Tier, { code });
    if (!rows.some((row) => row.countsAt(from))) throw invalid('/value', 'must be a tier of the programme by then');
  }
}

function checkValue(body: PublishProgrammeSettingBody): void {
  const errors = body.key === 'average_deal' ? moneyErrors('/value', body.value) : [];
  if (errors.length > 0) throw validationFailed(errors);
  if (body.key === 'reapply_at_once_after' && new Set(body.value).size < body.value.length) throw invalid('/value', 'names a reason twice');
}
